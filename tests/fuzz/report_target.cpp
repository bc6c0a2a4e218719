// What is told of a run: report, summary, annotations, pull request, merge message.
#include <algorithm>

#include "base/json.h"
#include "markdown_promises.h"
#include "policy/render_annotations.h"
#include "policy/render_markdown.h"
#include "policy/render_merge_message.h"
#include "policy/render_pull_request.h"
#include "policy/render_report.h"
#include "policy/render_summary.h"
#include "policy/render_verdict.h"
#include "promises.h"
#include "story.h"
#include "targets.h"

namespace fuzz {
namespace {

using namespace auto_sync;

const ReportPaths paths = {"auto-sync-report/r.md", "auto-sync-report/r.json"};
constexpr std::size_t pull_request_limit = 65'536;

std::string report_of(const Story& story) {
  return render_report_markdown(story.settings, story.event, story.result);
}

std::string summary_of(const Story& story) {
  return render_summary(story.settings, story.event, story.result, paths);
}

void check_summary(const std::string& summary) {
  check_markdown(summary);
  promise(summary.size() <= summary_limit, "a summary is no longer than the runner takes");
  for (const std::size_t limit : {summary.size() - 1, summary.size() / 2, std::size_t{100}}) {
    const std::string cut = cut_markdown(summary, limit, summary_pointer(paths.markdown));
    check_markdown(cut);
    promise(cut.size() <= limit, "what is cut fits");
  }
}

void check_json(const Story& story) {
  const std::string json = render_report_json(story.settings, story.event, story.result);
  promise(is_plain(json, true), "the JSON report is printable");
  const JsonView view = JsonView::parse(json, "the report", false);
  promise(view["schema_version"].number() == 1, "the JSON report has a version");
  promise(view["status"].string() == to_string(story.result.end.status),
          "it says how the run went");
  promise(view["refs"].array_size() == story.result.ledger.told().size(), "it tells of every ref");
}

void check_annotations(const Story& story) {
  std::size_t count[3] = {};
  for (const Annotation& one : render_annotations(story.settings, story.event, story.result)) {
    promise(++count[static_cast<std::size_t>(one.level)] <= annotations_per_level,
            "there are no more annotations than are shown");
    promise(one.text.size() <= annotation_limit, "an annotation is shown whole");
    promise(is_plain(one.title, false) && is_plain(one.text, true), "an annotation is printable");
  }
}

void check_pull_request(const Story& story) {
  const SyncResult& result = story.result;
  const bool proposes = in_conflict(result.end) && result.found.history &&
                        result.found.source_sha && result.target_before();
  if (!proposes) return;
  const PullRequestText text = render_pull_request(story.settings, story.event, result);
  promise(is_plain(text.title, false), "a title is one printable line");
  promise(text.body.size() <= pull_request_limit, "a pull request's text is one that GitHub takes");
  check_markdown(text.body);
}

void check_merge_message(const Story& story) {
  const SyncResult& result = story.result;
  if (!result.found.gate || !result.found.history || !result.found.source_sha) return;
  const std::string message = render_merge_message(story.settings, story.event, *result.found.gate,
                                                   *result.found.history, *result.found.source_sha);
  promise(is_plain(message, true), "a commit message is printable");
  const std::size_t trailers = message.rfind("\n\n") + 2;
  promise(message.find("\n\n") == message.find("\n\n", 1) && message[trailers] == 'A',
          "the last paragraph is the trailers");
  for (std::size_t at = trailers; at < message.size(); at = message.find('\n', at) + 1) {
    promise(message.compare(at, 10, "Auto-Sync-") == 0, "every trailer is ours");
  }
  const std::string carried = "\nAuto-Sync-Commit: ";
  promise(message.find(carried) == message.rfind(carried), "the commit carried is named once");
}

}  // namespace

void run_report(std::string_view input) {
  const Story story = make_story(input, true);
  const std::string report = report_of(story);
  const std::string summary = summary_of(story);
  check_markdown(report);
  check_summary(summary);
  check_json(story);
  check_annotations(story);
  check_pull_request(story);
  check_merge_message(story);
  if (!story.keeps_its_lines) return;
  const Story unbroken = make_story(input, false);
  promise(outline(report_of(unbroken)) == outline(report) &&
              outline(summary_of(unbroken)) == outline(summary),
          "a line break in a text breaks no line");
}

}  // namespace fuzz
