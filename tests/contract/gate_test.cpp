// The gate from event to exit code, against the stand-in's REST API.
#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// Runs, and checks that nothing was touched because the gate was closed.
Outcome run_blocked(World& world) {
  const auto before = world.target.refs();
  Outcome outcome = world.run();
  CHECK(outcome.status() == "blocked");
  CHECK(outcome.exit_code == 0);
  CHECK(world.target.refs() == before);
  return outcome;
}

}  // namespace

TEST_CASE("a red build blocks, whatever its conclusion, and the report says which") {
  for (const char* conclusion : {"failure", "cancelled", "timed_out", "action_required"}) {
    INFO(conclusion);
    World world;
    world.grow(2, 1);
    world.build(world.source_tip(), conclusion);
    const Outcome outcome = run_blocked(world);
    CHECK_THAT(outcome.report, ContainsSubstring("OCC Windows Build"));
  }
}

TEST_CASE("fail_when_blocked ends a blocked run with 3") {
  World world;
  world.grow(2, 1);
  world.build(world.source_tip(), "failure");
  world.inputs["fail_when_blocked"] = "true";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "blocked");
  CHECK(outcome.exit_code == 3);
}

TEST_CASE("a build that is running again waits, although the event told of success") {
  World world;
  world.grow(2, 1);
  RunSpec run;
  run.head_sha = world.source_tip();
  const std::uint64_t id = world.build(run);
  run.id = id;
  run.workflow_id = build_workflow_id;
  run.status = "in_progress";
  run.conclusion = "";
  run.run_attempt = 2;
  world.standin.set_run(source_name, run);

  run_blocked(world);
}

TEST_CASE("a fork's pull request from a branch called main is blocked") {
  World world;
  world.grow(2, 1);
  RunSpec run;
  run.head_sha = world.source_tip();
  run.event = "pull_request";
  run.head_repository = "mallory/occ";
  run.head_repository_id = 666;
  world.build(run);

  run_blocked(world);
}

TEST_CASE("a schedule carries the newest green commit, not the newest commit") {
  World world;
  world.grow(2, 2);
  const std::string green = world.source_tip();
  world.source.commit("main", {{"red.txt", "red\n"}}, "Red");
  world.build(world.source_tip(), "failure");
  world.triggered_by("schedule");
  world.inputs["build_workflow"] = "occ-win-build.yml";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(world.target_tip() == green);
}

TEST_CASE("a run by hand without build_workflow says what to set") {
  World world;
  world.grow(2, 1);
  world.triggered_by("workflow_dispatch");

  const Outcome outcome = world.run();

  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.log, ContainsSubstring("build_workflow"));
  CHECK(world.standin.totals().requests == 0);
}

TEST_CASE("a build that was renamed is an error that lists the workflows there are") {
  World world;
  world.grow(2, 1);
  world.triggered_by("schedule");
  world.inputs["build_workflow"] = "OCC Win Build";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "error");
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.log, ContainsSubstring("OCC Windows Build"));
  CHECK_THAT(outcome.log, ContainsSubstring("occ-win-build.yml"));
}

TEST_CASE("of several workflows all must be green: one still running waits") {
  World world;
  world.grow(2, 1);
  world.standin.add_workflow(source_name, {4712, "Lint", ".github/workflows/lint.yml"});
  RunSpec lint;
  lint.workflow_id = 4712;
  lint.head_sha = world.source_tip();
  lint.status = "in_progress";
  lint.conclusion = "";
  lint.id = world.standin.add_run(source_name, lint);
  world.inputs["build_workflow"] = "occ-win-build.yml, lint.yml";
  run_blocked(world);

  lint.status = "completed";
  lint.conclusion = "success";
  world.standin.set_run(source_name, lint);
  CHECK(world.run().status() == "synced");
}

TEST_CASE("a missing source branch is said before the gate's verdict, with the nearest ones") {
  World world;
  world.grow(2, 1);
  world.source.branch("develop", "main");
  world.build(world.source_tip(), "failure");
  world.inputs["sync_branch"] = "devlop";

  const Outcome outcome = world.run();

  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.log, ContainsSubstring("has no branch devlop"));
  CHECK_THAT(outcome.log, ContainsSubstring("develop"));
}

TEST_CASE("require_build false carries the tip without asking, force_sync too") {
  for (const auto& [input, value] : {std::pair("require_build", "false"), {"force_sync", "true"}}) {
    World world;
    world.grow(2, 1);
    world.build(world.source_tip(), "failure");
    world.inputs[input] = value;

    const Outcome outcome = world.run();

    CHECK(outcome.status() == "synced");
    for (const RequestRecord& request : world.standin.requests()) {
      CHECK(request.path.find("/repos/" + source_name) == std::string::npos);
    }
  }
}
