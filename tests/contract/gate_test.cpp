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

TEST_CASE("hundreds of forks' pull requests from branches called main hide no green run") {
  World world;
  world.grow(2, 2);
  for (int i = 0; i < 150; ++i) {
    RunSpec run;
    run.head_sha = world.source_tip();
    run.event = "pull_request";
    run.conclusion = "failure";
    run.head_repository = "mallory/occ";
    run.head_repository_id = 666;
    world.build(run);
  }
  world.triggered_by("schedule");
  world.inputs["build_workflow"] = "occ-win-build.yml";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(world.target_tip() == world.source_tip());
}

namespace {

/// The branch goes back by `dropped` commits, of which each was built green, and forward by one.
void rewrite(World& world, std::size_t dropped) {
  for (std::size_t i = 0; i < dropped; ++i) {
    world.source.commit("main", {{"dropped.txt", std::to_string(i)}}, "Dropped");
    world.build(world.source_tip());
  }
  world.source.branch("main", "main~" + std::to_string(dropped));
  world.source.commit("main", {{"rewritten.txt", "new\n"}}, "Rewritten");
}

}  // namespace

TEST_CASE("a schedule whose newest green commit has left the branch takes the next one there is") {
  World world;
  world.grow(2, 2);
  const std::string green = world.source_tip();
  rewrite(world, 2);
  world.triggered_by("schedule");
  world.inputs["build_workflow"] = "occ-win-build.yml";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(world.target_tip() == green);
  CHECK_THAT(outcome.report, ContainsSubstring("no longer contains them"));
}

TEST_CASE("no more than five green commits that have left the branch are passed over") {
  World world;
  world.grow(2, 2);
  rewrite(world, 6);
  world.triggered_by("workflow_dispatch");
  world.inputs["build_workflow"] = "occ-win-build.yml";

  const Outcome outcome = run_blocked(world);
  CHECK_THAT(outcome.report, ContainsSubstring("None of the 5 newest commits"));
}

TEST_CASE("the tip is not carried for a green run of a commit that is not in the branch") {
  World world;
  world.grow(2, 2);
  rewrite(world, 1);
  world.inputs["sync_commit"] = "tip";
  SECTION("the target is behind") {
    const Outcome outcome = run_blocked(world);
    CHECK_THAT(outcome.log, ContainsSubstring("no longer in o9nn/occ main"));
  }
  SECTION("the target has the tip already") {
    world.source.push_to(world.target.path().string(), {"main"});
    run_blocked(world);
  }
  SECTION("the target's branch does not exist") {
    world.inputs["target_branch"] = "mirror";
    run_blocked(world);
  }
}

TEST_CASE("the tip is carried for a green run of any commit of the branch") {
  World world;
  world.grow(2, 2);
  world.source.commit("main", {{"later.txt", "later\n"}}, "Later");
  world.inputs["sync_commit"] = "tip";
  SECTION("one that the target lacks, too") {
    CHECK(world.run().status() == "synced");
  }
  SECTION("one that the target has already") {
    world.source.push_to(world.target.path().string(), {"main~1:refs/heads/main"});
    CHECK(world.run().status() == "synced");
  }
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("a target that has just the tested commit is not in sync once the branch dropped it") {
  World world;
  world.grow(2, 1);
  world.source.push_to(world.target.path().string(), {"main"});
  world.source.branch("main", "main~1");
  world.source.commit("main", {{"rewritten.txt", "new\n"}}, "Rewritten");

  run_blocked(world);
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
