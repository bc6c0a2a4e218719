#include "policy/render_pull_request.h"

#include <algorithm>

#include "base/escape.h"
#include "base/text.h"
#include "policy/plan_pull_request.h"
#include "policy/render_conflict.h"
#include "policy/render_fragments.h"
#include "policy/render_links.h"
#include "policy/render_markdown.h"

namespace auto_sync {
namespace {

constexpr std::size_t proposed_commits_limit = 50;
constexpr std::size_t kept_commits_limit = 20;
/// GitHub takes 65,536 characters; no character has less than a byte. Footer and mark come on top.
constexpr std::size_t story_limit = 60'000;

std::string introduction(const Settings& settings, const SyncResult& result) {
  std::string text = route(settings) + "\n\nCommit: " + carried(settings, result.found) + "\n";
  const std::string build = gate_line(settings, result.found);
  if (!build.empty()) text += "\nBuild: " + build + "\n";
  return text +
         "\nThe target branch has commits that the source lacks, so it was left alone. This "
         "pull request proposes the source's commits to it.\n";
}

std::string proposed_commits(const Settings& settings, const SyncResult& result) {
  const auto& commits = result.found.history->source_commits;
  const std::uint64_t total =
      std::max<std::uint64_t>(result.found.history->ahead.value_or(0), commits.size());
  if (total == 0) return {};
  return folded("What it brings (" + counted(total, "commit") + ")",
                commit_list(settings.source, commits, total, proposed_commits_limit,
                            new_commits_page(settings, result)));
}

/// What became of the pull request.
enum class PullVerdict {
  opened,
  would_open,
  not_opened,
  updated,
  would_update,
  not_updated,
  kept,
  declined,
};

PullVerdict verdict_on(const PullRequestResult& pull, bool dry_run) {
  switch (pull.action) {
    case PullRequestAction::open:
      if (pull.done) return PullVerdict::opened;
      return dry_run ? PullVerdict::would_open : PullVerdict::not_opened;
    case PullRequestAction::update:
      if (pull.done) return PullVerdict::updated;
      return dry_run ? PullVerdict::would_update : PullVerdict::not_updated;
    case PullRequestAction::keep:
      return PullVerdict::kept;
    case PullRequestAction::decline:
      break;
  }
  return PullVerdict::declined;
}

std::string_view word_of(PullVerdict verdict) {
  switch (verdict) {
    case PullVerdict::opened:
      return "opened";
    case PullVerdict::would_open:
      return "would_open";
    case PullVerdict::not_opened:
      return "not_opened";
    case PullVerdict::updated:
      return "updated";
    case PullVerdict::would_update:
      return "would_update";
    case PullVerdict::not_updated:
      return "not_updated";
    case PullVerdict::kept:
      return "kept";
    case PullVerdict::declined:
      break;
  }
  return "declined";
}

/// The same for people.
std::string_view text_of(PullVerdict verdict) {
  switch (verdict) {
    case PullVerdict::would_open:
      return "would be opened";
    case PullVerdict::not_opened:
      return "not opened";
    case PullVerdict::would_update:
      return "would be updated";
    case PullVerdict::not_updated:
      return "not updated";
    default:
      return word_of(verdict);
  }
}

std::string footer(const EventContext& event) {
  std::string run = "a run by hand";
  if (!event.run_id.empty()) {
    const std::string number = event.run_number.empty() ? event.run_id : "#" + event.run_number;
    const std::string name = event.workflow.empty() ? "run" : event.workflow;
    run = link(escape_markdown_cell(shorten(name, 200) + " " + number), plain_page(event.run_url));
  }
  return "\n---\n\nMerge it with a merge commit: squashed or rebased, the commits would get other "
         "ids, and the two histories would still differ. Closed, it is not opened again before "
         "there is a newer commit.\n\n<sub>Written by auto-sync in " +
         run + ", and rewritten as long as the last line of this text is there.</sub>\n";
}

}  // namespace

PullRequestText render_pull_request(const Settings& settings, const EventContext& event,
                                    const SyncResult& result) {
  const Oid carried = result.found.source_sha.value_or(Oid());
  const std::string story = introduction(settings, result) + "\n" +
                            conflict_story(settings, result, kept_commits_limit) + "\n" +
                            proposed_commits(settings, result);
  PullRequestText text;
  text.title = printable("Sync " + settings.source.display_name() + " " + settings.sync_branch +
                         " at " + carried.short_hex() + " into " + settings.target_branch);
  text.body = cut_markdown(story, story_limit, "… cut here: the run's report has it all.") +
              footer(event) + "\n" +
              pull_request_mark(carried, result.target_before().value_or(Oid())) + "\n";
  return text;
}

std::string_view pull_request_word(const SyncResult& result) {
  if (!result.pull_request) return {};
  return word_of(verdict_on(*result.pull_request, result.end.status == Status::dry_run));
}

std::string pull_request_line(const SyncResult& result) {
  if (!result.pull_request) return {};
  const PullRequestResult& pull = *result.pull_request;
  const std::string number =
      pull.number == 0 ? "" : link("#" + std::to_string(pull.number), plain_page(pull.url)) + " ";
  const std::string_view text = text_of(verdict_on(pull, result.end.status == Status::dry_run));
  return number + std::string(text) + ", from " + markdown_code(pull.branch);
}

}  // namespace auto_sync
