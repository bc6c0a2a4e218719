// Somebody else pushes while we look: nothing is ever overwritten unseen.
#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

RequestMatch before_push() {
  RequestMatch match;
  match.service = "git-receive-pack";
  match.phase = "push";
  return match;
}

}  // namespace

TEST_CASE("a push into the target between listing and push is seen, and planned anew") {
  World world;
  world.grow(3, 4);
  std::string theirs;
  world.standin.on_request(before_push(), [&] {
    theirs = world.target.commit("main", {{"own.txt", "theirs\n"}}, "Just in between");
  });

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  CHECK(world.target_tip() == theirs);
  CHECK(outcome.output("target_sha_before") == theirs);
  CHECK_THAT(outcome.report, ContainsSubstring("Just in between"));
}

TEST_CASE("somebody who pushed part of the same commits is followed up") {
  World world;
  world.grow(3, 4);
  world.standin.on_request(
      before_push(), [&] { world.source.push_to(world.target.path().string(), {"main~2:main"}); });

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(outcome.output("commits_synced") == "2");
  CHECK(world.target_tip() == world.source_tip());
  require_sound(world);
}

TEST_CASE("force overwrites only what was analysed: a newer commit is looked at first") {
  World world;
  world.grow(3, 2);
  world.target.commit("main", {{"own.txt", "one\n"}}, "Seen");
  world.inputs["force_sync"] = "true";
  std::string newer;
  world.standin.on_request(before_push(), [&] {
    newer = world.target.commit("main", {{"own.txt", "two\n"}}, "Came in between");
  });

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "forced");
  CHECK(outcome.output("target_sha_before") == newer);
  CHECK_THAT(outcome.report, ContainsSubstring("Came in between"));
  CHECK_THAT(outcome.report, ContainsSubstring(newer));
}

TEST_CASE("on_conflict: force, too, looks first at what came in between") {
  World world;
  world.grow(3, 2);
  world.target.commit("main", {{"own.txt", "one\n"}}, "Seen");
  world.inputs["on_conflict"] = "force";
  std::string newer;
  world.standin.on_request(before_push(), [&] {
    newer = world.target.commit("main", {{"own.txt", "two\n"}}, "Came in between");
  });

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "forced");
  CHECK(outcome.output("target_sha_before") == newer);
  CHECK(outcome.report_json.get("attempts").integer() == 2);
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("on_conflict: force waits for a green build") {
  World world;
  world.grow(3, 2);
  const std::string theirs = world.target.commit("main", {{"own.txt", "one\n"}}, "Theirs");
  world.build(world.source_tip(), "failure");
  world.inputs["on_conflict"] = "force";

  CHECK(world.run().status() == "blocked");
  CHECK(world.target_tip() == theirs);
}

TEST_CASE("a target that moves each time ends rejected after three analyses") {
  World world;
  world.grow(3, 4);
  RequestMatch match = before_push();
  match.count = 0;
  world.inputs["force_sync"] = "true";
  int pushed = 0;
  world.standin.on_request(match, [&] {
    world.target.commit("main", {{"own.txt", std::to_string(++pushed)}}, "Again");
  });

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "rejected");
  CHECK(outcome.exit_code == 5);
  CHECK(outcome.report_json.get("attempts").integer() == 3);
  CHECK(pushed == 5);  // a fast-forward at first, then twice the backup and the branch
  CHECK(world.target.run({"show", "main:own.txt"}) == "5");
}

TEST_CASE("a branch that appears on the target in between is not overwritten") {
  World world;
  world.grow(3, 1);
  world.inputs["target_branch"] = "fresh";
  world.standin.on_request(before_push(), [&] {
    world.target.commit("fresh", {{"own.txt", "first\n"}}, "First here", {}, "main");
  });

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  CHECK(world.target.run({"show", "fresh:own.txt"}) == "first");
}
