#include "gate_bench.h"

using namespace auto_sync;
using namespace auto_sync::test;

TEST_CASE("a gate that is off asks nothing") {
  Bench bench({"nonsense"});
  SECTION("by force_sync") {
    bench.settings.force_sync = true;
  }
  SECTION("by require_build") {
    bench.settings.require_build = false;
  }
  const GateVerdict verdict = bench.ask();
  CHECK(verdict.gate == Gate::off);
  CHECK_FALSE(verdict.reason.empty());
  CHECK_FALSE(verdict.tested_commit);
  CHECK(bench.http.requests.empty());
}

TEST_CASE("a green run that triggered us passes with exactly one request") {
  Bench bench({});
  bench.triggered_by(green_run(7, 412, commit_a));
  const GateVerdict verdict = bench.ask();
  CHECK(verdict.gate == Gate::pass);
  CHECK(verdict.tested_commit == commit_a);
  REQUIRE(verdict.runs.size() == 1);
  CHECK(verdict.runs.front().run_number == 412);
  CHECK(bench.http.urls() == std::vector<std::string>{Bench::url("runs/7412")});
}

TEST_CASE("a payload that claims green is not believed") {
  Bench bench({});
  const BuildRun claimed = green_run(7, 412, commit_a);
  SECTION("the run is red") {
    bench.triggered_by(claimed, red(claimed));
    CHECK(bench.ask().gate == Gate::block);
  }
  SECTION("the run is being run again") {
    BuildRun again = running(claimed);
    again.run_attempt = 2;
    bench.triggered_by(claimed, again);
    const GateVerdict verdict = bench.ask();
    CHECK(verdict.gate == Gate::wait);
    CHECK_THAT(verdict.reason, ContainsSubstring("told it differently"));
  }
  SECTION("the run is of another commit") {
    bench.triggered_by(claimed, green_run(7, 412, commit_b));
    const GateVerdict verdict = bench.ask();
    CHECK(verdict.tested_commit == commit_b);
    CHECK_THAT(verdict.reason, ContainsSubstring("commit aaaaaaa"));
  }
  SECTION("the run is a fork's") {
    bench.triggered_by(claimed, of_fork(claimed));
    CHECK(bench.ask().gate == Gate::block);
  }
}

TEST_CASE("a run that blocks by itself needs no further question") {
  Bench bench({"CI", "occ-windows.yml"});
  bench.triggered_by(red(green_run(7, 1, commit_a)));
  CHECK(bench.ask().gate == Gate::block);
  CHECK(bench.http.requests.size() == 1);
}

TEST_CASE("the triggering run's workflow is matched by file, path and id without a list") {
  const std::string wanted = GENERATE("occ-windows.yml", ".github/workflows/occ-windows.yml", "7");
  CAPTURE(wanted);
  Bench bench({wanted});
  const BuildRun run = green_run(7, 412, commit_a);
  bench.triggered_by(run);
  bench.list_on_commit(wanted == "7" ? "7" : "occ-windows.yml", commit_a, {run});
  CHECK(bench.ask().gate == Gate::pass);
  CHECK(bench.http.requests.size() == 2);
}

TEST_CASE("a display name is resolved to one id, and the list is asked for once") {
  Bench bench({"OCC Windows Build", "CI"});
  bench.list_workflows();
  bench.triggered_by(green_run(8, 5, commit_a));
  bench.list_on_commit("7", commit_a, {green_run(7, 412, commit_a)});
  bench.list_on_commit("8", commit_a, {green_run(8, 5, commit_a)});
  const GateVerdict verdict = bench.ask();
  CHECK(verdict.gate == Gate::pass);
  CHECK(verdict.runs.size() == 2);
  CHECK(bench.http.requests.size() == 4);
}

TEST_CASE("a workflow that only imitates the name is blocked") {
  Bench bench({"OCC Windows Build"});
  BuildRun imitator = green_run(9, 1, commit_a);
  imitator.workflow_name = "OCC Windows Build";
  bench.triggered_by(imitator);
  bench.list_workflows();
  const GateVerdict verdict = bench.ask();
  CHECK(verdict.gate == Gate::block);
  CHECK_THAT(verdict.reason, ContainsSubstring("lint.yml"));
}

TEST_CASE("a trigger of another workflow is blocked, both named") {
  Bench bench({"ci.yml"});
  bench.triggered_by(green_run(7, 412, commit_a));
  bench.list_workflows();
  const GateVerdict verdict = bench.ask();
  CHECK(verdict.gate == Gate::block);
  CHECK_THAT(verdict.reason, ContainsSubstring("occ-windows.yml"));
  CHECK_THAT(verdict.reason, ContainsSubstring("ci.yml"));
}

TEST_CASE("a trigger that matches nothing because the build was renamed is a usage error") {
  Bench bench({"windows.yml"});
  bench.triggered_by(green_run(7, 412, commit_a));
  bench.list_workflows();
  const Error error = bench.refusal();
  CHECK(error.kind() == ErrorKind::usage);
  CHECK_THAT(error.what(), ContainsSubstring("nearest first: OCC Windows Build"));
}

TEST_CASE("every named workflow must be green on the triggering run's commit") {
  Bench bench({"occ-windows.yml", "ci.yml"});
  const BuildRun run = green_run(7, 412, commit_a);
  bench.triggered_by(run);
  bench.list_on_commit("occ-windows.yml", commit_a, {run});
  SECTION("the other is red") {
    bench.list_on_commit("ci.yml", commit_a, {red(green_run(8, 5, commit_a))});
    const GateVerdict verdict = bench.ask();
    CHECK(verdict.gate == Gate::block);
    CHECK_THAT(verdict.reason, StartsWith("CI #5 of commit aaaaaaa failed"));
  }
  SECTION("the other is still running") {
    bench.list_on_commit("ci.yml", commit_a, {running(green_run(8, 5, commit_a))});
    CHECK(bench.ask().gate == Gate::wait);
  }
  SECTION("the other has not begun") {
    bench.list_on_commit("ci.yml", commit_a, {});
    CHECK(bench.ask().gate == Gate::wait);
  }
  SECTION("the other was red, and its newer run is green") {
    bench.list_on_commit("ci.yml", commit_a,
                         {green_run(8, 6, commit_a), red(green_run(8, 5, commit_a))});
    CHECK(bench.ask().gate == Gate::pass);
  }
  SECTION("a fork's red pull request does not hide the other's green push") {
    bench.list_on_commit("ci.yml", commit_a,
                         {of_fork(red(green_run(8, 6, commit_a))), green_run(8, 5, commit_a)});
    CHECK(bench.ask().gate == Gate::pass);
  }
  SECTION("a fork's green pull request does not stand in for the other") {
    bench.list_on_commit("ci.yml", commit_a, {of_fork(green_run(8, 6, commit_a))});
    CHECK(bench.ask().gate == Gate::wait);
  }
}

TEST_CASE(
    "a newer run of the same workflow on the same commit counts, not the one that triggered") {
  Bench bench({"occ-windows.yml"});
  const BuildRun run = green_run(7, 412, commit_a);
  bench.triggered_by(run);
  bench.list_on_commit("occ-windows.yml", commit_a, {red(green_run(7, 413, commit_a)), run});
  CHECK(bench.ask().gate == Gate::block);
}

TEST_CASE("a listing that lags behind the triggering run does no harm") {
  Bench bench({"occ-windows.yml"});
  const BuildRun run = green_run(7, 412, commit_a);
  bench.triggered_by(run);
  SECTION("it still calls it running") {
    bench.list_on_commit("occ-windows.yml", commit_a, {running(run)});
  }
  SECTION("it does not list it yet") {
    bench.list_on_commit("occ-windows.yml", commit_a, {});
  }
  CHECK(bench.ask().gate == Gate::pass);
}

TEST_CASE("a workflow_run event without a run is a usage error") {
  Bench bench({});
  bench.event.kind = EventKind::workflow_run;
  CHECK(bench.refusal().kind() == ErrorKind::usage);
}

TEST_CASE("an event that names no build needs build_workflow") {
  Bench bench({});
  const auto [kind, name] = GENERATE(table<EventKind, std::string>({
      {EventKind::schedule, "schedule"},
      {EventKind::workflow_dispatch, "workflow_dispatch"},
      {EventKind::push, "push"},
      {EventKind::repository_dispatch, "repository_dispatch"},
      {EventKind::other, "release"},
      {EventKind::none, ""},
  }));
  bench.event.kind = kind;
  bench.event.name = name;
  const Error error = bench.refusal();
  CHECK(error.kind() == ErrorKind::usage);
  CHECK_THAT(error.what(), ContainsSubstring(name.empty() ? "by hand" : name));
  CHECK_THAT(error.hint(), ContainsSubstring("Set build_workflow"));
  CHECK(bench.http.requests.empty());
}
