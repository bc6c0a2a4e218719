#include "policy/decide_gate.h"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "policy/parse_build_run.h"
#include "support/catch.h"
#include "support/places.h"

using namespace auto_sync;

namespace {

const Oid commit_a = *Oid::parse("aaaaaaa000000000000000000000000000000000");
const Oid commit_b = *Oid::parse("bbbbbbb000000000000000000000000000000000");
const Oid commit_c = *Oid::parse("ccccccc000000000000000000000000000000000");

/// A green build of `main`, by a push.
BuildRun green_run(std::uint64_t number = 412, const Oid& commit = commit_a) {
  BuildRun run;
  run.id = 1000 + number;
  run.workflow_id = 7;
  run.workflow_name = "OCC Windows Build";
  run.path = ".github/workflows/occ-windows.yml";
  run.event = "push";
  run.status = "completed";
  run.conclusion = "success";
  run.head_branch = "main";
  run.head_sha = commit;
  run.repository_id = 3;
  run.head_repository_id = 3;
  run.head_repository = "o9nn/occ";
  run.run_number = number;
  return run;
}

BuildRun red(BuildRun run) {
  run.conclusion = "failure";
  return run;
}

BuildRun running(BuildRun run) {
  run.status = "in_progress";
  run.conclusion.clear();
  return run;
}

BuildRun of_fork(BuildRun run) {
  run.event = "pull_request";
  run.head_repository_id = 999;
  run.head_repository = "mallory/occ";
  return run;
}

/// A run from a file of derived payloads (branch: master).
BuildRun derived(const std::string& what) {
  std::ifstream file(testing::fixtures_dir() + "/github/derived/SYNTHETIC.workflow_run.completed." +
                     what + ".json");
  std::ostringstream text;
  text << file.rdbuf();
  return parse_build_run(JsonView::parse(text.str(), what, false)["workflow_run"]);
}

}  // namespace

TEST_CASE("of all conclusions only success passes, and each has its own words") {
  struct Case {
    std::string conclusion;
    Gate gate;
    std::string words;
  };
  const std::vector<Case> cases{
      {"success", Gate::pass, "is green"},
      {"failure", Gate::block, "failed"},
      {"neutral", Gate::block, "neither passed nor failed"},
      {"cancelled", Gate::block, "was cancelled"},
      {"timed_out", Gate::block, "ran out of time"},
      {"action_required", Gate::block, "needs somebody's approval"},
      {"stale", Gate::block, "was given up by GitHub"},
      {"skipped", Gate::block, "was skipped"},
      {"startup_failure", Gate::block, "could not start"},
      {"splendid", Gate::block, "ended in a way we do not know"},
      {"", Gate::block, "is completed without a conclusion"},
  };
  for (const auto& [conclusion, gate, words] : cases) {
    CAPTURE(conclusion);
    BuildRun run = green_run();
    run.conclusion = conclusion;
    const GateVerdict verdict = judge_trigger(run, "main");
    CHECK(verdict.gate == gate);
    CHECK_THAT(verdict.reason, StartsWith("OCC Windows Build #412 of commit aaaaaaa " + words));
    CHECK(verdict.tested_commit.has_value() == (gate == Gate::pass));
    if (gate == Gate::block && !conclusion.empty()) {
      CHECK_THAT(verdict.reason, EndsWith("(conclusion: " + conclusion + "); nothing was synced."));
    }
  }
}

TEST_CASE("a run that is not completed makes us wait, whatever its status") {
  const std::string status =
      GENERATE("requested", "queued", "pending", "waiting", "in_progress", "dreaming");
  CAPTURE(status);
  BuildRun run = running(green_run());
  run.status = status;
  const GateVerdict verdict = judge_trigger(run, "main");
  CHECK(verdict.gate == Gate::wait);
  CHECK_THAT(verdict.reason, ContainsSubstring("(status: " + status + ")"));
  CHECK_THAT(verdict.reason, EndsWith("it is synced once it is green."));
  CHECK_FALSE(verdict.tested_commit);
}

TEST_CASE("a conclusion counts for nothing before the run is completed") {
  BuildRun run = green_run();
  run.status = "in_progress";
  CHECK(judge_trigger(run, "main").gate == Gate::wait);
}

TEST_CASE("a re-run in progress makes us wait, though the first attempt was green") {
  BuildRun run = running(green_run());
  run.run_attempt = 2;
  const GateVerdict verdict = judge_trigger(run, "main");
  CHECK(verdict.gate == Gate::wait);
  CHECK_THAT(verdict.reason, ContainsSubstring("#412 (attempt 2) of commit aaaaaaa is being run"));
}

TEST_CASE("only builds started by push, schedule or workflow_dispatch count") {
  for (const std::string event : {"push", "schedule", "workflow_dispatch"}) {
    BuildRun run = green_run();
    run.event = event;
    CHECK(judge_trigger(run, "main").gate == Gate::pass);
  }
  for (const std::string event :
       {"pull_request", "pull_request_target", "workflow_run", "repository_dispatch", "merge_group",
        "issue_comment", "release", "dynamic", "pushy", ""}) {
    CAPTURE(event);
    BuildRun run = green_run();
    run.event = event;
    const GateVerdict verdict = judge_trigger(run, "main");
    CHECK(verdict.gate == Gate::block);
    CHECK_THAT(verdict.reason, ContainsSubstring("was started by " + event));
  }
}

TEST_CASE("a fork's pull request named main is blocked") {
  const GateVerdict verdict =
      judge_trigger(derived("success.fork-pr-head_branch-equals-default"), "master");
  CHECK(verdict.gate == Gate::block);
  CHECK_THAT(verdict.reason, ContainsSubstring("the fork mallory/octo-repo"));
  CHECK_THAT(verdict.reason, ContainsSubstring("master"));
}

TEST_CASE("a fork's push named main is blocked") {
  BuildRun run = of_fork(green_run());
  run.event = "push";
  CHECK(judge_trigger(run, "main").gate == Gate::block);
}

TEST_CASE("a run from a deleted fork is blocked") {
  BuildRun run = derived("success.deleted-head-repo");
  CHECK_THAT(judge_trigger(run, "master").reason, ContainsSubstring("a deleted fork"));
  run.event = "push";
  CHECK(judge_trigger(run, "master").gate == Gate::block);
}

TEST_CASE("a build of another branch is blocked, both named") {
  const GateVerdict verdict = judge_trigger(green_run(), "release");
  CHECK(verdict.gate == Gate::block);
  CHECK_THAT(verdict.reason, ContainsSubstring("built branch main, not release"));
  CHECK(judge_trigger(green_run(), "Main").gate == Gate::block);
}

TEST_CASE("a run without a commit id is blocked") {
  BuildRun run = green_run();
  run.head_sha.reset();
  CHECK(judge_trigger(run, "main").gate == Gate::block);
}

TEST_CASE("GitHub's derived payloads are judged by their conclusions") {
  CHECK(judge_trigger(derived("success.push"), "master").gate == Gate::pass);
  CHECK(judge_trigger(derived("success.rerun-attempt-2"), "master").gate == Gate::pass);
  for (const std::string conclusion : {"failure.push", "cancelled", "timed_out", "action_required",
                                       "neutral", "skipped", "stale", "startup_failure"}) {
    CAPTURE(conclusion);
    CHECK(judge_trigger(derived(conclusion), "master").gate == Gate::block);
  }
}

TEST_CASE("where the payload and the API differ, the API counts and the reason says so") {
  const GateVerdict verdict = judge_trigger(green_run(), "main");
  CHECK(with_difference(verdict, green_run(), green_run()).reason == verdict.reason);

  const GateVerdict other_commit = with_difference(verdict, green_run(), green_run(412, commit_b));
  CHECK(other_commit.tested_commit == commit_a);
  CHECK_THAT(other_commit.reason, ContainsSubstring("told it differently (commit bbbbbbb"));

  const GateVerdict other_end = with_difference(verdict, green_run(), red(green_run()));
  CHECK(other_end.gate == Gate::pass);
  CHECK_THAT(other_end.reason, ContainsSubstring("completed: failure"));
}

TEST_CASE("a trigger of another workflow is blocked, both named") {
  const GateVerdict verdict = unnamed_trigger(green_run(), {"ci.yml", "Nightly"});
  CHECK(verdict.gate == Gate::block);
  CHECK_THAT(verdict.reason, ContainsSubstring(".github/workflows/occ-windows.yml"));
  CHECK_THAT(verdict.reason, ContainsSubstring("ci.yml, Nightly"));
}

TEST_CASE("the newest run that counts is taken, and no pull request hides it") {
  const std::vector<BuildRun> runs{of_fork(red(green_run(9))), green_run(7), red(green_run(8)),
                                   green_run(10, commit_b)};
  CHECK(newest_run(runs, "main", commit_a)->run_number == 8);
  CHECK(newest_run(runs, "main")->run_number == 10);
  CHECK(newest_run(runs, "main", commit_c) == nullptr);
  CHECK(newest_run(runs, "dev") == nullptr);
}

TEST_CASE("a commit passes when every workflow's newest run there is green") {
  const GateVerdict one = judge_commit(commit_a, {{"occ-windows.yml", {green_run()}}}, "main");
  CHECK(one.gate == Gate::pass);
  CHECK(one.tested_commit == commit_a);
  CHECK(one.reason == "OCC Windows Build #412 of commit aaaaaaa is green.");

  const GateVerdict two =
      judge_commit(commit_a, {{"a.yml", {green_run(2)}}, {"b.yml", {green_run(5)}}}, "main");
  CHECK(two.gate == Gate::pass);
  CHECK(two.runs.size() == 2);
  CHECK_THAT(two.reason, StartsWith("All 2 builds of commit aaaaaaa are green: "));
}

TEST_CASE("one red workflow blocks a commit, even while others are running") {
  const GateVerdict verdict = judge_commit(
      commit_a, {{"a.yml", {running(green_run(1))}}, {"b.yml", {red(green_run(2)), green_run(1)}}},
      "main");
  CHECK(verdict.gate == Gate::block);
  CHECK_THAT(verdict.reason, ContainsSubstring("#2 of commit aaaaaaa failed"));
  REQUIRE(verdict.runs.size() == 2);
  CHECK(verdict.runs.front().run_number == 2);  // the reason comes first
}

TEST_CASE("a running or missing workflow makes us wait") {
  const WorkflowRuns good{"a.yml", {green_run()}};
  const GateVerdict busy =
      judge_commit(commit_a, {good, {"b.yml", {running(green_run(2)), green_run(1)}}}, "main");
  CHECK(busy.gate == Gate::wait);
  CHECK_THAT(busy.reason, ContainsSubstring("#2 of commit aaaaaaa is still running"));

  const std::vector<BuildRun> elsewhere{green_run(3, commit_b), of_fork(green_run(4))};
  const GateVerdict missing = judge_commit(commit_a, {good, {"b.yml", elsewhere}}, "main");
  CHECK(missing.gate == Gate::wait);
  CHECK_THAT(missing.reason, ContainsSubstring("b.yml has not run on commit aaaaaaa"));
}

TEST_CASE("a branch without a green run is described by its newest run") {
  const GateVerdict none =
      no_green_commit({"ci.yml", {of_fork(green_run())}}, "main", {1, false}, {});
  CHECK(none.gate == Gate::block);
  CHECK_THAT(none.reason, StartsWith("No run of ci.yml on branch main was started by push, "));

  const GateVerdict failed =
      no_green_commit({"ci.yml", {red(green_run())}}, "main", {1, false}, {});
  CHECK(failed.gate == Gate::block);
  CHECK_THAT(failed.reason, ContainsSubstring("#412 of commit aaaaaaa, failed"));

  const GateVerdict busy = no_green_commit({"ci.yml", {red(green_run(1)), running(green_run(2))}},
                                           "main", {2, false}, {});
  CHECK(busy.gate == Gate::wait);
  CHECK_THAT(busy.reason, ContainsSubstring("#2 of commit aaaaaaa, is still running"));
}

TEST_CASE("several commits that are red in another workflow are summed up") {
  const GateVerdict newest = judge_commit(commit_a, {{"b.yml", {red(green_run())}}}, "main");
  CHECK(no_commit_passed(newest, 1).reason == newest.reason);
  const GateVerdict summed = no_commit_passed(newest, 3);
  CHECK(summed.gate == Gate::block);
  CHECK_THAT(summed.reason, StartsWith("None of the 3 newest commits"));
  CHECK_THAT(summed.reason, EndsWith(newest.reason));
}

TEST_CASE("a newer run that is not green yet is mentioned") {
  const GateVerdict pass = judge_commit(commit_a, {{"a.yml", {green_run()}}}, "main");
  const BuildRun newer = running(green_run(413, commit_b));
  CHECK_THAT(with_newest(pass, &newer).reason,
             EndsWith("The newer OCC Windows Build #413 of commit bbbbbbb is still running "
                      "(status: in_progress)."));
  const BuildRun same = green_run();
  CHECK(with_newest(pass, &same).reason == pass.reason);
}

TEST_CASE("a gate that is off says which input turned it off") {
  Settings settings;
  settings.force_sync = true;
  CHECK(gate_off(settings).gate == Gate::off);
  CHECK_THAT(gate_off(settings).reason, ContainsSubstring("force_sync"));
  settings.force_sync = false;
  CHECK_THAT(gate_off(settings).reason, ContainsSubstring("require_build"));
}

TEST_CASE("names from a repository stay on one line and keep their length in bounds") {
  BuildRun run = red(green_run());
  run.workflow_name = "x\n::error::gotcha" + std::string(5000, 'y');
  const std::string reason = judge_trigger(run, "main").reason;
  CHECK(reason.find('\n') == std::string::npos);
  CHECK(reason.size() < 400);
}

TEST_CASE("a run of a workflow without a name is called by its file") {
  BuildRun run = green_run();
  run.workflow_name.clear();
  CHECK_THAT(judge_trigger(run, "main").reason, StartsWith("occ-windows.yml #412"));
}
