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

TEST_CASE("each event is asked for itself when the newest runs of all hide those that count") {
  Bench bench({"occ-windows.yml"});
  bench.list_on_branch("occ-windows.yml", {of_fork(green_run(7, 90, commit_b))}, 1, more_pages);
  bench.list_event("occ-windows.yml", "schedule", {});
  bench.list_event("occ-windows.yml", "workflow_dispatch", {red(green_run(7, 1, commit_a))});
  SECTION("a page of pushes is enough") {
    bench.list_event("occ-windows.yml", "push", {green_run(7, 2, commit_a)});
    CHECK(bench.ask().tested_commit == commit_a);
    CHECK(bench.http.requests.size() == 4);
  }
  SECTION("an older page is read when there is no green run on the newer one") {
    bench.list_event("occ-windows.yml", "push", {red(green_run(7, 3, commit_b))}, 1, more_pages);
    bench.list_event("occ-windows.yml", "push", {green_run(7, 2, commit_a)}, 2);
    CHECK(bench.ask().tested_commit == commit_a);
    CHECK(bench.http.requests.size() == 5);
  }
}

TEST_CASE("the newest run of a commit decides, whichever event started it") {
  Bench bench({"occ-windows.yml"});
  bench.list_on_branch("occ-windows.yml", {of_fork(green_run(7, 90, commit_b))}, 1, more_pages);
  bench.list_event("occ-windows.yml", "push",
                   {green_run(7, 5, commit_b), green_run(7, 2, commit_a)});
  bench.list_event("occ-windows.yml", "schedule", {red(green_run(7, 6, commit_b))});
  bench.list_event("occ-windows.yml", "workflow_dispatch", {});
  const GateVerdict verdict = bench.ask();
  CHECK(verdict.tested_commit == commit_a);
  CHECK_THAT(verdict.reason, ContainsSubstring("The newer OCC Windows Build #6"));
}

TEST_CASE("runs are read as far as GitHub lists them, and the verdict says how far that was") {
  Bench bench({"occ-windows.yml"});
  bench.list_on_branch("occ-windows.yml", {of_fork(green_run(7, 9999, commit_b))}, 1, more_pages);
  bench.list_event("occ-windows.yml", "schedule", {});
  bench.list_event("occ-windows.yml", "workflow_dispatch", {});
  const auto pushes = [&](unsigned count, bool of_forks) {
    for (unsigned page = 1; page * 100 <= count; ++page) {
      std::vector<BuildRun> runs;
      for (unsigned i = 0; i < 100; ++i) {
        const BuildRun run = red(green_run(7, 5000 - page * 100 - i, commit_a));
        runs.push_back(of_forks ? of_fork(run) : run);
      }
      bench.list_event("occ-windows.yml", "push", runs, page,
                       page * 100 < count ? more_pages : Headers());
    }
  };
  SECTION("all were seen: nothing is claimed beyond them") {
    pushes(900, false);
    CHECK_THAT(bench.ask().reason,
               StartsWith("No run of occ-windows.yml on branch main is green. The newest, "));
  }
  SECTION("there may be more than GitHub lists") {
    pushes(1000, false);
    CHECK_THAT(bench.ask().reason,
               StartsWith("None of the 1,001 runs of occ-windows.yml on branch main that were "
                          "looked at (of each event GitHub lists no more than 1,000) is green."));
    CHECK(bench.http.requests.size() == 13);
  }
  SECTION("none of those that were seen counts") {
    pushes(1000, true);
    CHECK_THAT(bench.ask().reason, StartsWith("None of the 1,001 runs of occ-windows.yml"));
  }
}

TEST_CASE("a hundred runs that do not count hide no run on a commit either") {
  Bench bench({"occ-windows.yml", "ci.yml"});
  bench.list_on_branch("occ-windows.yml", {green_run(7, 1, commit_a)});
  bench.list_on_commit("ci.yml", commit_a, {of_fork(green_run(8, 90, commit_a))}, more_pages);
  bench.list_event("ci.yml", "push", {red(green_run(8, 4, commit_a))}, 1, {}, commit_a.hex());
  bench.list_event("ci.yml", "schedule", {}, 1, {}, commit_a.hex());
  bench.list_event("ci.yml", "workflow_dispatch", {green_run(8, 5, commit_a)}, 1, {},
                   commit_a.hex());
  CHECK(bench.ask().tested_commit == commit_a);
}

TEST_CASE("green commits that have left the branch are passed over, and that is said") {
  Bench bench({"occ-windows.yml"});
  const std::vector<BuildRun> runs{green_run(7, 3, commit_b), green_run(7, 2, commit_a),
                                   green_run(7, 1, commit_b)};
  SECTION("the next one passes") {
    bench.list_on_branch("occ-windows.yml", runs);
    const GateVerdict verdict = bench.ask({commit_b});
    CHECK(verdict.tested_commit == commit_a);
    CHECK_THAT(verdict.reason,
               EndsWith("Passed over, since branch main no longer contains it: the newer green "
                        "commit bbbbbbb."));
  }
  SECTION("there is no next one") {
    bench.list_on_branch("occ-windows.yml", runs);
    const GateVerdict verdict = bench.ask({commit_b, commit_a});
    CHECK(verdict.gate == Gate::block);
    CHECK_THAT(verdict.reason, StartsWith("No other run of occ-windows.yml on branch main is "
                                          "green; nothing was synced."));
    CHECK_THAT(verdict.reason, ContainsSubstring("commits bbbbbbb, aaaaaaa"));
  }
  SECTION("the next one is still being built") {
    bench.list_on_branch("occ-windows.yml",
                         {running(green_run(7, 4, commit_a)), green_run(7, 3, commit_b)});
    CHECK(bench.ask({commit_b}).gate == Gate::wait);
  }
  SECTION("five have left: no further one is looked for") {
    const GateVerdict verdict = bench.ask(std::vector<Oid>(5, commit_b));
    CHECK(verdict.gate == Gate::block);
    CHECK_THAT(verdict.reason, StartsWith("None of the 5 newest commits"));
    CHECK(bench.http.requests.empty());
  }
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
