#include "policy/render_merge.h"

#include "policy/render_annotations.h"
#include "policy/render_report.h"
#include "render_samples.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

/// A diverged pair, three commits on the source's side and two on the target's.
Sample diverged() {
  for (Sample& run : all_samples()) {
    if (run.name == "conflict") return run;
  }
  throw std::runtime_error("no such sample");
}

ConflictedFile content_conflict(const std::string& path) {
  return {path, ConflictKind::content, path, path, {}, {}};
}

std::string first_annotation(const Sample& run) {
  return render_annotations(run.settings, run.event, run.result).at(0).text;
}

}  // namespace

TEST_CASE("a clean merge is said to be one") {
  Sample run = diverged();
  run.result.found.merge->conflicts.clear();
  run.result.found.merge->clean = true;
  CHECK(merge_sentence(run.result.found) == "A merge of both sides would be clean.");
  CHECK(conflicting_files_line(run.result.found).empty());
}

TEST_CASE("an analysis that has no answer says why") {
  Sample run = diverged();
  run.result.found.merge.emplace().unknown = "a server has no filters";
  CHECK_THAT(merge_story(run.settings, run.result.found, 9),
             ContainsSubstring("not known: a server"));
  CHECK_THAT(render_report_json(run.settings, run.event, run.result),
             ContainsSubstring("\"clean\": null"));
}

TEST_CASE("the annotation names the first conflicting files and counts the others") {
  Sample run = diverged();
  run.result.found.merge->conflicts.clear();
  for (const std::string name : {"a", "b", "c", "d", "e"}) {
    run.result.found.merge->conflicts.push_back(content_conflict(name));
  }
  CHECK_THAT(first_annotation(run), ContainsSubstring("would conflict in 5 files"));
  CHECK_THAT(first_annotation(run),
             ContainsSubstring("a (content), b (content), c (content) and 2 more"));
}

TEST_CASE("a table that is cut says how many files it leaves out") {
  Sample run = diverged();
  const std::string story = merge_story(run.settings, run.result.found, 1);
  CHECK_THAT(story, ContainsSubstring("and 1 more file."));
  CHECK_THAT(story, !ContainsSubstring("docs/pkg.md"));
}

TEST_CASE("hostile paths and words stay inside their cells") {
  Sample run = diverged();
  run.result.found.merge->conflicts = {content_conflict("a|b`<img src=x>\n::error::x")};
  const std::string story = merge_story(run.settings, run.result.found, 9);
  CHECK_THAT(story, !ContainsSubstring("<img"));
  CHECK_THAT(story, !ContainsSubstring("\n::"));
  CHECK_THAT(first_annotation(run), !ContainsSubstring("\n::"));
  run.result.found.merge.emplace().unknown = "the server said [x](javascript:y) <script>";
  CHECK_THAT(merge_story(run.settings, run.result.found, 9), !ContainsSubstring("<script>"));
}

TEST_CASE("the graph draws a side's newest commits and folds the older ones") {
  Sample run = diverged();
  HistoryFacts& history = history_of(run);
  history.ahead = 15;
  const std::string graph = merge_graph(run.result);
  CHECK_THAT(graph, ContainsSubstring("```mermaid\n"));
  CHECK_THAT(graph, ContainsSubstring("commit id: \"12 commits of the source\"\n"));
  CHECK_THAT(graph, ContainsSubstring("commit id: \"5e5e5e5\"\n"));
  CHECK_THAT(graph, ContainsSubstring("commit id: \"1b1b1b1\" tag: \"left as it is\""));
  CHECK_THAT(graph, !ContainsSubstring("Build the Windows installer"));
}

TEST_CASE("the graph shows what the run does: a merge, a pull request, an overwritten tip") {
  Sample run = diverged();
  run.result.end.status = Status::merged;
  CHECK_THAT(merge_graph(run.result), ContainsSubstring("  merge source\n"));
  run.result.end.status = Status::pull_request;
  CHECK_THAT(merge_graph(run.result), ContainsSubstring("\"5e5e5e5\" tag: \"pull request\""));
  run.result.end.status = Status::dry_run;
  run.result.end.planned_status = Status::forced;
  CHECK_THAT(merge_graph(run.result), ContainsSubstring("\"1b1b1b1\" tag: \"overwritten\""));
}

TEST_CASE("there is no graph of what has not diverged") {
  Sample run = diverged();
  history_of(run).relation = Relation::unrelated;
  CHECK(merge_graph(run.result).empty());
}
