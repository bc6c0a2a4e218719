#include "policy/render_pull_request.h"

#include "policy/plan_pull_request.h"
#include "render_samples.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

PullRequestText text_of(const Sample& run) {
  return render_pull_request(run.settings, run.event, run.result);
}

}  // namespace

TEST_CASE(
    "the pull request says what it brings, what only the target has, and which run wrote it") {
  const Sample run = sample("conflict");
  const PullRequestText text = text_of(run);
  CHECK(text.title ==
        "Sync o9nn/occ main at " + run.result.found.source_sha->short_hex() + " into main");
  CHECK_THAT(text.body, ContainsSubstring("Conflict detected"));
  CHECK_THAT(text.body, ContainsSubstring("What it brings (3 commits)"));
  CHECK_THAT(text.body,
             ContainsSubstring(run.result.found.history->target_commits.front().id.hex()));
  CHECK_THAT(text.body, ContainsSubstring("](" + run.event.run_url + ")"));
  CHECK_THAT(text.body, ContainsSubstring("merge commit"));
  const std::string mark =
      pull_request_mark(*run.result.found.source_sha, *run.result.target_before());
  CHECK_THAT(text.body, EndsWith(mark + "\n"));
}

TEST_CASE("commit subjects mention nobody, refer to no issue, and end no comment") {
  Sample run = sample("conflict");
  const std::string subject =
      "@octocat closes #1, fixes o9nn/occ#2, GH-3, https://github.com/o/r/issues/4 <!-- auto-sync";
  for (auto* commits :
       {&run.result.found.history->source_commits, &run.result.found.history->target_commits}) {
    for (Commit& commit : *commits) commit.subject = commit.author = subject;
  }
  const PullRequestText text = text_of(run);
  for (const char* live :
       {"@octocat", "#1", "#2", "GH-3", "https://github.com/o/r", "<!-- auto-sync\n"}) {
    CHECK(text.body.find(live) == std::string::npos);
  }
  CHECK(text.body.find("<!-- auto-sync") == text.body.rfind("<!--"));
}

TEST_CASE("a body keeps within GitHub's limit, and never loses its mark") {
  Sample run = sample("conflict");
  auto& commits = run.result.found.history->source_commits;
  const Commit one = commits.front();
  for (int i = 0; i < 2'000; ++i) commits.push_back(one);
  run.result.found.gate->runs.front().workflow_name = std::string(3'000, '*');
  for (Commit& commit : run.result.found.history->target_commits)
    commit.subject = std::string(9'000, '_');
  const PullRequestText text = text_of(run);
  CHECK(text.body.size() < 65'536);
  CHECK_THAT(text.body, EndsWith("-->\n"));
}

TEST_CASE("what became of a pull request is a word for programs and a few for people") {
  struct Row {
    PullRequestAction action;
    bool done;
    Status status;
    std::string_view word;
    std::string text;
  };
  const auto [action, done, status, word, text] = GENERATE(
      Row{PullRequestAction::open, true, Status::pull_request, "opened", "opened"},
      Row{PullRequestAction::open, false, Status::dry_run, "would_open", "would be opened"},
      Row{PullRequestAction::open, false, Status::error, "not_opened", "not opened"},
      Row{PullRequestAction::update, true, Status::pull_request, "updated", "updated"},
      Row{PullRequestAction::update, false, Status::dry_run, "would_update", "would be updated"},
      Row{PullRequestAction::update, false, Status::error, "not_updated", "not updated"},
      Row{PullRequestAction::keep, false, Status::pull_request, "kept", "kept"},
      Row{PullRequestAction::decline, false, Status::dry_run, "declined", "declined"});
  SyncResult result;
  CHECK(pull_request_word(result).empty());
  result.end.status = status;
  result.pull_request.emplace();
  result.pull_request->action = action;
  result.pull_request->done = done;
  result.pull_request->branch = "auto-sync/main";
  CHECK(pull_request_word(result) == word);
  CHECK(pull_request_line(result) == text + ", from `auto-sync/main`");
}
