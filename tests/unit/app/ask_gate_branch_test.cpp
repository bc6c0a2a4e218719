#include "gate_bench.h"

using namespace auto_sync;
using namespace auto_sync::test;

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
