#include "app/ask_gate.h"

#include <string>
#include <vector>

#include "base/error.h"
#include "support/catch.h"
#include "support/fakes/fake_clock.h"
#include "support/fakes/run_json.h"
#include "support/fakes/scripted_http_client.h"

using namespace auto_sync;
using namespace auto_sync::test;

namespace {

const Oid commit_a = *Oid::parse("aaaaaaa000000000000000000000000000000000");
const Oid commit_b = *Oid::parse("bbbbbbb000000000000000000000000000000000");

const std::vector<Workflow> workflows{
    {7, "OCC Windows Build", ".github/workflows/occ-windows.yml", "active"},
    {8, "CI", ".github/workflows/ci.yml", "active"},
    {9, "Lint", ".github/workflows/lint.yml", "active"},
};

/// A green run, by a push to main, of one of the workflows above.
BuildRun green_run(std::uint64_t workflow, std::uint64_t number, const Oid& commit) {
  BuildRun run;
  run.id = workflow * 1000 + number;
  run.workflow_id = workflow;
  run.workflow_name = workflows[workflow - 7].name;
  run.path = workflows[workflow - 7].path;
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

/// A gate on main of o9nn/occ, and a GitHub that answers by script.
struct Bench {
  ScriptedHttpClient http;
  FakeClock clock;
  Settings settings;
  EventContext event;

  explicit Bench(std::vector<std::string> build_workflows) {
    settings.source.full_name = "o9nn/occ";
    settings.build_workflows = std::move(build_workflows);
    event.kind = EventKind::schedule;
    event.name = "schedule";
  }

  static std::string url(const std::string& rest) {
    return "https://api.example.test/repos/o9nn/occ/actions/" + rest;
  }

  /// We were triggered by `run`, which the API now tells as `now`.
  void triggered_by(const BuildRun& run, const BuildRun& now) {
    event.kind = EventKind::workflow_run;
    event.name = "workflow_run";
    event.run = run;
    http.on(url("runs/" + std::to_string(run.id)), json_reply(200, run_json(now)));
  }
  void triggered_by(const BuildRun& run) { triggered_by(run, run); }

  void list_workflows() {
    http.on(url("workflows?per_page=100&page=1"), json_reply(200, workflows_json(workflows)));
  }
  void list_on_branch(const std::string& workflow, const std::vector<BuildRun>& runs,
                      unsigned page = 1, const Headers& headers = {}) {
    http.on(branch_url(workflow, page), json_reply(200, runs_json(runs), headers));
  }
  void list_on_commit(const std::string& workflow, const Oid& commit,
                      const std::vector<BuildRun>& runs) {
    http.on(url("workflows/" + workflow +
                "/runs?per_page=100&page=1&branch=main&head_sha=" + commit.hex()),
            json_reply(200, runs_json(runs)));
  }
  void missing_on_branch(const std::string& workflow) {
    http.on(branch_url(workflow, 1), json_reply(404, R"({"message":"Not Found"})"));
  }

  GateVerdict ask() {
    GithubApi api(http, clock, "https://api.example.test", Secret("ghp_standinSOURCE0123456789"),
                  "source_token", [] { return 0.0; });
    return ask_gate(settings, event, api);
  }
  Error refusal() {
    try {
      ask();
    } catch (const Error& error) {
      return error;
    }
    FAIL("expected an Error");
    throw std::logic_error("unreachable");
  }

 private:
  static std::string branch_url(const std::string& workflow, unsigned page) {
    return url("workflows/" + workflow + "/runs?per_page=30&page=" + std::to_string(page) +
               "&branch=main");
  }
};

const Headers more_pages{{"link", "<https://api.example.test/next>; rel=\"next\""}};

}  // namespace

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

TEST_CASE("without a triggering run the branch's newest green commit passes, with one request") {
  Bench bench({"occ-windows.yml"});
  bench.list_on_branch("occ-windows.yml",
                       {running(green_run(7, 3, commit_b)), green_run(7, 2, commit_a)});
  const GateVerdict verdict = bench.ask();
  CHECK(verdict.gate == Gate::pass);
  CHECK(verdict.tested_commit == commit_a);
  CHECK_THAT(verdict.reason, ContainsSubstring("The newer OCC Windows Build #3"));
  CHECK(bench.http.requests.size() == 1);
}

TEST_CASE("the other workflows are judged at the commit that the first has built") {
  Bench bench({"occ-windows.yml", "ci.yml"});
  bench.list_on_branch("occ-windows.yml", {green_run(7, 2, commit_b), green_run(7, 1, commit_a)});
  SECTION("green there: it passes") {
    bench.list_on_commit("ci.yml", commit_b, {green_run(8, 2, commit_b)});
    CHECK(bench.ask().tested_commit == commit_b);
  }
  SECTION("running there: we wait, although an older commit is green") {
    bench.list_on_commit("ci.yml", commit_b, {running(green_run(8, 2, commit_b))});
    CHECK(bench.ask().gate == Gate::wait);
  }
  SECTION("red there: the next older commit is looked at") {
    bench.list_on_commit("ci.yml", commit_b, {red(green_run(8, 2, commit_b))});
    bench.list_on_commit("ci.yml", commit_a, {green_run(8, 1, commit_a)});
    const GateVerdict verdict = bench.ask();
    CHECK(verdict.gate == Gate::pass);
    CHECK(verdict.tested_commit == commit_a);
  }
  SECTION("red on all: blocked") {
    bench.list_on_commit("ci.yml", commit_b, {red(green_run(8, 2, commit_b))});
    bench.list_on_commit("ci.yml", commit_a, {red(green_run(8, 1, commit_a))});
    const GateVerdict verdict = bench.ask();
    CHECK(verdict.gate == Gate::block);
    CHECK_THAT(verdict.reason, StartsWith("None of the 2 newest commits"));
  }
}

TEST_CASE("no more than five commits are looked at") {
  Bench bench({"occ-windows.yml", "ci.yml"});
  std::vector<BuildRun> runs;
  for (int i = 0; i < 7; ++i) {
    const Oid commit = *Oid::parse(std::string(40, static_cast<char>('1' + i)));
    runs.push_back(green_run(7, static_cast<std::uint64_t>(20 - i), commit));
    bench.list_on_commit("ci.yml", commit, {red(green_run(8, 1, commit))});
  }
  bench.list_on_branch("occ-windows.yml", runs);
  CHECK_THAT(bench.ask().reason, StartsWith("None of the 5 newest commits"));
  CHECK(bench.http.requests.size() == 6);
}

TEST_CASE("older pages are read when the newest runs are not green") {
  Bench bench({"occ-windows.yml"});
  bench.list_on_branch("occ-windows.yml", {of_fork(green_run(7, 4, commit_b))}, 1, more_pages);
  bench.list_on_branch("occ-windows.yml", {red(green_run(7, 3, commit_b))}, 2, more_pages);
  bench.list_on_branch("occ-windows.yml", {green_run(7, 2, commit_a)}, 3, more_pages);
  const GateVerdict verdict = bench.ask();
  CHECK(verdict.gate == Gate::pass);
  CHECK(verdict.tested_commit == commit_a);
  CHECK(bench.http.requests.size() == 3);
}

TEST_CASE("a branch without a green run is blocked, its newest run named") {
  Bench bench({"occ-windows.yml"});
  bench.list_on_branch("occ-windows.yml", {red(green_run(7, 9, commit_a))});
  const GateVerdict verdict = bench.ask();
  CHECK(verdict.gate == Gate::block);
  CHECK_THAT(verdict.reason, ContainsSubstring("OCC Windows Build #9 of commit aaaaaaa, failed"));
}

TEST_CASE("a file that is not found leads to the list of workflows, and to advice") {
  Bench bench({"occ-build.yml"});
  bench.missing_on_branch("occ-build.yml");
  bench.list_workflows();
  const Error error = bench.refusal();
  CHECK(error.kind() == ErrorKind::usage);
  CHECK_THAT(error.what(), ContainsSubstring("OCC Windows Build (occ-windows.yml)"));
  CHECK_THAT(error.hint(), ContainsSubstring("build_workflow: occ-windows.yml"));
  CHECK(bench.http.requests.size() == 2);
}

TEST_CASE("two workflows of one name are a usage error") {
  Bench bench({"CI"});
  bench.http.on(
      Bench::url("workflows?per_page=100&page=1"),
      json_reply(200, workflows_json({{8, "CI", ".github/workflows/ci.yml", "active"},
                                      {9, "CI", ".github/workflows/ci2.yml", "active"}})));
  const Error error = bench.refusal();
  CHECK(error.kind() == ErrorKind::usage);
  CHECK_THAT(error.what(), ContainsSubstring("ci.yml, ci2.yml"));
}

TEST_CASE("a hidden repository is no missing workflow") {
  Bench bench({"ci.yml"});
  bench.missing_on_branch("ci.yml");
  bench.http.on(Bench::url("workflows?per_page=100&page=1"),
                json_reply(404, R"({"message":"Not Found"})"));
  CHECK(bench.refusal().kind() == ErrorKind::access);
}
