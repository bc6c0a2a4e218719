// Texts that strangers choose: commits, branches, tags, server messages, names of workflows.
#include <algorithm>

#include "base/utf8.h"
#include "policy/render_closing.h"
#include "policy/render_conflict.h"
#include "policy/render_report.h"
#include "policy/render_summary.h"
#include "render_samples.h"
#include "support/catch.h"
#include "support/fakes/ledger_samples.h"

using namespace auto_sync;

namespace {

const ReportPaths paths{"r.md", "r.json"};

std::string summary_of(const Sample& run) {
  return render_summary(run.settings, run.event, run.result, paths);
}

std::string report_of(const Sample& run) {
  return render_report_markdown(run.settings, run.event, run.result);
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Utf8Char next = next_utf8(text);
    if (!next.valid) return false;
    text.remove_prefix(next.length);
  }
  return true;
}

/// `markdown` without its code blocks: what is read as Markdown and HTML.
std::string outside_code_blocks(const std::string& markdown) {
  std::string out;
  std::string fence;
  for (std::size_t start = 0; start < markdown.size();) {
    const std::size_t end = markdown.find('\n', start);
    const std::string line = markdown.substr(start, end - start);
    const std::size_t ticks = line.find_first_not_of('`');
    if (!fence.empty()) {
      if (line == fence) fence.clear();
    } else if (line.starts_with("```")) {
      fence = line.substr(0, ticks);
    } else {
      out += line + "\n";
    }
    start = end + 1;
  }
  CHECK(fence.empty());
  return out;
}

}  // namespace

TEST_CASE("strangers' texts make no HTML, links, headings or mentions") {
  const Sample run = sample("hostile");
  for (const std::string& text : {summary_of(run), report_of(run)}) {
    const std::string read = outside_code_blocks(text);
    CHECK(read.find("<img") == std::string::npos);
    CHECK(read.find("<script") == std::string::npos);
    CHECK(read.find("](https://evil") == std::string::npos);
    CHECK(read.find("](javascript") == std::string::npos);
    CHECK(read.find("@octocat") == std::string::npos);
    CHECK(read.find("\n# not a heading") == std::string::npos);
    CHECK(read.find("\n# heading") == std::string::npos);
  }
}

TEST_CASE("strangers' texts stay valid UTF-8 without control characters") {
  const Sample run = sample("hostile");
  const std::string json = render_report_json(run.settings, run.event, run.result);
  for (const std::string& text : {summary_of(run), report_of(run), json}) {
    CHECK(is_utf8(text));
    CHECK(text.find('\0') == std::string::npos);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find("\u202e") == std::string::npos);
  }
}

TEST_CASE("the server's words are quoted whole inside their fence") {
  const std::string summary = summary_of(sample("hostile"));
  CHECK_THAT(summary,
             ContainsSubstring("`````text\nrefs/heads/main: ``` </details>\n::warning::no"));
  CHECK_THAT(summary, ContainsSubstring("# not a heading\n\\x00##[group]\uFFFD\n`````\n"));
}

TEST_CASE("a table keeps its rows whatever a subject holds") {
  Sample run = sample("synced");
  history_of(run).source_commits.front().subject = "a | b \\| c\n| d | e |";
  const std::string report = report_of(run);
  const std::size_t start = report.find("## Commits");
  const std::string table = report.substr(start, report.find("\n\n", start + 12) - start);
  CHECK(table.find("a &#124; b") != std::string::npos);
  CHECK(table.find("\n| d") == std::string::npos);
}

TEST_CASE("a summary is never longer than the runner takes") {
  Sample run = sample("rejected");
  run.result.ledger.hear(std::string(3'000'000, '`') + "\n");
  run.result.end.warnings.assign(2'000, std::string(2'000, '*'));
  for (int i = 0; i < 4'998; ++i) {
    enter(run.result.ledger,
          {"refs/tags/t" + std::to_string(i), std::nullopt, sample_oid(1), RefAction::create, {}},
          Answer::refused, "no");
  }
  const std::string summary = summary_of(run);
  CHECK(summary.size() <= summary_limit);
  CHECK_THAT(summary, StartsWith("### ❌"));
  CHECK_THAT(summary, ContainsSubstring("and 4,994 more"));
}

TEST_CASE("long lists of commits end with how many more there are") {
  Sample run = sample("synced");
  auto& history = history_of(run);
  history.source_commits.assign(465, history.source_commits.front());
  history.ahead = 465;
  CHECK_THAT(report_of(run),
             ContainsSubstring("[and 265 more](https://github.com/o9nn/occ/compare/"));
  CHECK_THAT(summary_of(run),
             ContainsSubstring("[and 445 more](https://github.com/o9nn/occ/compare/"));
}

TEST_CASE("an ordinary summary fits on a screen") {
  const std::string summary = summary_of(sample("synced"));
  const std::string unfolded = summary.substr(0, summary.find("<details>"));
  CHECK(std::count(unfolded.begin(), unfolded.end(), '\n') <= 15);
}

TEST_CASE("the conflict's summary says the documented words and folds the commands") {
  const std::string summary = summary_of(sample("conflict"));
  CHECK_THAT(summary, ContainsSubstring("Conflict detected"));
  CHECK_THAT(summary, ContainsSubstring("Barbara Liskov"));
  const std::size_t fold = summary.find("<details><summary>How to resolve it");
  REQUIRE(fold != std::string::npos);
  CHECK(summary.find("git merge", fold) != std::string::npos);
  CHECK(summary.find("git rebase", fold) != std::string::npos);
}

TEST_CASE("the log's closing lines tell the outcome and each kind of ref") {
  const Sample run = sample("synced");
  const auto lines = render_closing(run.settings, run.result, paths);
  REQUIRE(lines.size() >= 6);
  CHECK(lines.front() == "✅ Synced 3 commits to cogpy/occ main, now at 5e5e5e5.");
  const std::string all = [&] {
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    return text;
  }();
  CHECK_THAT(all, ContainsSubstring("main fast-forwarded, 1 tag up to date, 1 tag created"));
  CHECK_THAT(all, ContainsSubstring("report  r.md"));
}
