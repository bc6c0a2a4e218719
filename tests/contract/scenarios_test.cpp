// The five scenarios of the users' documentation, and those next to them, on real repositories.
#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

TEST_CASE("a green build's commits are fast-forwarded to the target, and proven") {
  World world;
  world.grow(3, 7);
  const std::string before = world.target_tip();

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(outcome.exit_code == 0);
  CHECK(world.target_tip() == world.source_tip());
  CHECK(outcome.output("source_sha") == world.source_tip());
  CHECK(outcome.output("target_sha_before") == before);
  CHECK(outcome.output("target_sha") == world.source_tip());
  CHECK(outcome.output("ahead") == "7");
  CHECK(outcome.output("behind") == "0");
  CHECK(outcome.output("fast_forward") == "true");
  CHECK(outcome.output("commits_synced") == "7");
  CHECK_THAT(outcome.summary, StartsWith("### \xE2\x9C\x85 Synced 7 commits"));
  CHECK_THAT(outcome.report, ContainsSubstring("Change number 9"));
  require_sound(world);
}

TEST_CASE("a target that has the tested commit is in sync, and is asked nothing more") {
  World world;
  world.grow(3, 0);

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "in_sync");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.output("commits_synced") == "0");
  CHECK(world.standin.totals().requests == 3);  // the source's refs, the target's, the build
}

TEST_CASE("a target with commits of its own is a conflict: nothing is pushed, everything is told") {
  World world;
  world.grow(3, 2);
  const std::string base = world.source.rev_parse("main~2");
  world.target.commit("main", {{"own.txt", "theirs\n"}}, "A fix made in the target", {"Jo Target"});
  const std::string before = world.target_tip();

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  CHECK(outcome.exit_code == 4);
  CHECK(world.target_tip() == before);
  CHECK(outcome.output("ahead") == "2");
  CHECK(outcome.output("behind") == "1");
  CHECK_THAT(outcome.summary, ContainsSubstring("Conflict detected"));
  CHECK_THAT(outcome.report, ContainsSubstring("A fix made in the target"));
  CHECK_THAT(outcome.report, ContainsSubstring("Jo Target"));
  CHECK_THAT(outcome.report, ContainsSubstring(base.substr(0, 7)));
  CHECK_THAT(outcome.report, ContainsSubstring("git merge"));
  CHECK_THAT(outcome.report, ContainsSubstring("git rebase"));
  for (const RequestRecord& request : world.standin.requests()) CHECK(request.phase != "push");
}

TEST_CASE("force_sync overwrites a diverged target with a lease, and records what it overwrote") {
  World world;
  world.grow(3, 2);
  world.target.commit("main", {{"own.txt", "theirs\n"}}, "To be overwritten");
  const std::string before = world.target_tip();
  world.inputs["force_sync"] = "true";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "forced");
  CHECK(outcome.exit_code == 0);
  CHECK(world.target_tip() == world.source_tip());
  CHECK(outcome.output("target_sha_before") == before);
  CHECK_THAT(outcome.report, ContainsSubstring(before));
  CHECK_THAT(outcome.summary, ContainsSubstring(before.substr(0, 7)));
  require_sound(world);
}

TEST_CASE("a dry run says what would happen and pushes nothing") {
  World world;
  world.grow(3, 4);
  const std::string before = world.target_tip();
  world.inputs["dry_run"] = "true";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "dry_run");
  CHECK(outcome.output("planned_status") == "synced");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.output("ahead") == "4");
  CHECK(world.target_tip() == before);
  for (const RequestRecord& request : world.standin.requests()) CHECK(request.phase != "push");
}

TEST_CASE("a dry run of a conflict says that it would be one, and succeeds") {
  World world;
  world.grow(3, 1);
  world.target.commit("main", {{"own.txt", "theirs\n"}}, "Theirs");
  world.inputs["dry_run"] = "true";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "dry_run");
  CHECK(outcome.output("planned_status") == "conflict");
  CHECK(outcome.exit_code == 0);
}

TEST_CASE("a target branch that does not exist is created") {
  World world;
  world.grow(3, 2);
  world.inputs["target_branch"] = "mirror/main";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(world.target_tip("mirror/main") == world.source_tip());
  CHECK(outcome.output("ahead").empty());
  CHECK(outcome.output("commits_synced").empty());
  CHECK_THAT(outcome.report, ContainsSubstring("irst sync"));
  require_sound(world);
}

TEST_CASE("an empty target repository receives its first branch") {
  World world;
  world.grow(0, 30);

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(world.target_tip() == world.source_tip());
  CHECK(outcome.output("target_sha_before").empty());
  CHECK_THAT(outcome.report, ContainsSubstring("Change number 29"));
  require_sound(world);
}

TEST_CASE("a target ahead of the tested commit, on the source's own branch, is in sync") {
  World world;
  world.grow(3, 4);
  world.source.push_to(world.target.path().string(), {"main"});
  world.build(world.source.rev_parse("main~2"));

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "in_sync");
  CHECK(outcome.output("ahead") == "0");
  CHECK(outcome.output("behind") == "2");
  CHECK(outcome.exit_code == 0);
}

TEST_CASE("a target ahead with commits that the source lacks is a conflict") {
  World world;
  world.grow(4, 0);
  world.target.commit("main", {{"own.txt", "theirs\n"}}, "Only in the target");

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  CHECK(outcome.output("behind") == "1");
  CHECK_THAT(outcome.report, ContainsSubstring("Only in the target"));
}

TEST_CASE("unrelated histories are a conflict that says so") {
  World world;
  world.grow(0, 3);
  world.target.commit("main", {{"other.txt", "other\n"}}, "Another beginning");

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  CHECK(outcome.output("ahead") == "3");
  CHECK(outcome.output("behind") == "1");
  CHECK_THAT(outcome.summary, ContainsSubstring("no commit in common"));
}

TEST_CASE("exactly the tested commit is carried although the branch has moved on") {
  World world;
  world.grow(3, 2);
  const std::string tested = world.source_tip();
  world.source.commit("main", {{"late.txt", "untested\n"}}, "Not built yet");

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(world.target_tip() == tested);
  CHECK(outcome.output("source_sha") == tested);
  CHECK(outcome.output("ahead") == "2");
}

TEST_CASE("sync_commit tip carries the branch's tip once the gate has passed") {
  World world;
  world.grow(3, 2);
  world.source.commit("main", {{"late.txt", "untested\n"}}, "Not built yet");
  world.inputs["sync_commit"] = "tip";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("a tested commit that is no longer in the source branch is blocked") {
  World world;
  world.grow(3, 2);
  world.source.branch("main", "main~1");
  world.source.commit("main", {{"again.txt", "rewritten\n"}}, "Rewritten");
  const std::string before = world.target_tip();

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "blocked");
  CHECK(outcome.exit_code == 0);
  CHECK(world.target_tip() == before);
}

TEST_CASE("counts are exact where both sides have merges and a long past") {
  World world;
  world.grow(90, 0);
  world.source.branch("side", "main~80");
  for (int i = 0; i < 5; ++i) {
    world.source.commit("side", {{"side.txt", std::to_string(i)}}, "Side " + std::to_string(i));
  }
  world.source.merge("main", "side", "Merge side");
  world.build(world.source_tip());
  for (int i = 0; i < 70; ++i) {
    world.target.commit("main", {{"own.txt", std::to_string(i)}}, "Own " + std::to_string(i));
  }

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  CHECK(outcome.output("ahead") == "6");
  CHECK(outcome.output("behind") == "70");
}
