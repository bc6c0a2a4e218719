// Restoring a branch: by the newest backup, by a timestamp, by a commit; without the source.
#include "contract/endings.h"
#include "contract/undo_world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

RequestMatch before_push(unsigned count = 1) {
  RequestMatch match;
  match.phase = "push";
  match.count = count;
  return match;
}

/// The time in the name of a backup.
std::string time_of(const std::string& backup_ref) {
  return backup_ref.substr(backup_ref.rfind('/') + 1);
}

}  // namespace

TEST_CASE("force, roll back: the same ids as before, in a sound repository") {
  UndoWorld world;
  const bool as_tag = GENERATE(false, true);
  if (as_tag) world.inputs["backup_as"] = "tag";
  const std::string old_tip = world.target_tip();
  const std::string objects = world.target.run({"rev-list", "--objects", "main"});

  check_ending(world.force(), {"forced", 0, {}});
  CHECK(world.target_tip() == world.source_tip());
  const Outcome outcome = world.roll_back("previous");

  check_ending(outcome, {"rolled_back", 0, {"Rolled back cogpy/occ main"}});
  CHECK(world.target_tip() == old_tip);
  CHECK(world.target.run({"rev-list", "--objects", "main"}) == objects);
  CHECK(outcome.output("target_sha") == old_tip);
  CHECK(outcome.output("target_sha_before") == world.source_tip());
  CHECK(outcome.output("source_sha") == old_tip);
  CHECK(outcome.report_json.get("proof").text() == "confirmed");
  CHECK_THAT(outcome.summary, StartsWith("### \xE2\x9C\x85 Rolled back"));
  require_sound(world);
}

TEST_CASE("a rollback asks neither the source nor a build") {
  UndoWorld world;
  world.force();
  world.inputs["source_repo"] = "https://127.0.0.1:1/nowhere/occ";
  world.triggered_by("workflow_dispatch");

  check_ending(world.roll_back("previous"), {"rolled_back", 0, {}});

  for (const RequestRecord& request : world.standin.requests()) {
    CHECK(request.repository == target_name);
    CHECK(request.service != "rest");
  }
}

TEST_CASE("a rollback can be rolled back: previous goes to and fro") {
  UndoWorld world;
  const std::string old_tip = world.target_tip();
  world.force();
  const std::string new_tip = world.target_tip();
  for (const std::string& expected : {old_tip, new_tip, old_tip}) {
    const Outcome outcome = world.roll_back("previous");
    check_ending(outcome, {"rolled_back", 0, {}});
    CHECK(world.target_tip() == expected);
    CHECK(world.backups().at(outcome.output("backup_ref")) == outcome.output("target_sha_before"));
  }
  require_sound(world);
}

TEST_CASE("a rollback to a fast-forward is kept like any other") {
  World world;
  world.grow(4, 0);
  const std::string tip = world.target_tip();
  world.target.run({"update-ref", "refs/auto-sync/backup/main/20200101T000000Z", tip});
  world.target.branch("main", "main~2");
  const std::string older = world.target_tip();
  world.inputs["rollback_to"] = "previous";

  const Outcome outcome = world.run();

  check_ending(outcome, {"rolled_back", 0, {}});
  CHECK(world.target_tip() == tip);
  CHECK(world.target.rev_parse(outcome.output("backup_ref")) == older);
}

TEST_CASE("a rollback to a timestamp restores that backup") {
  UndoWorld world;
  const std::string first = world.target.rev_parse("main~1");
  world.target.run({"update-ref", "refs/auto-sync/backup/main/20200101T000000Z", first});
  world.force();

  check_ending(world.roll_back("20200101T000000Z"), {"rolled_back", 0, {}});

  CHECK(world.target_tip() == first);
}

TEST_CASE("a rollback to a commit takes any that the target has") {
  UndoWorld world;
  std::string commit = world.target.rev_parse("main~2");
  SECTION("in the branch's history") {}
  SECTION("behind another branch") {
    commit = world.target.commit("side", {{"s.txt", "s\n"}}, "Side", {}, "main~1");
    world.target.commit("side", {{"s.txt", "t\n"}}, "On top");
  }
  SECTION("behind a backup") {
    commit = world.target_tip();
    world.target.commit("main", {{"own.txt", "more\n"}}, "On top");
    world.force();
  }

  const Outcome outcome = world.roll_back(commit);

  check_ending(outcome, {"rolled_back", 0, {}});
  CHECK(world.target_tip() == commit);
  require_sound(world);
}

TEST_CASE("a branch that is there already is in sync, and nothing is pushed") {
  UndoWorld world;

  run_untouched(world, {"conflict", 4, {}});
  const Refs before = world.target.refs();
  check_ending(world.roll_back(world.target_tip()), {"in_sync", 0, {"nothing to roll back"}});
  CHECK(world.target.refs() == before);
  CHECK(world.pushes().empty());
}

TEST_CASE("a branch that is gone is restored from its backup") {
  UndoWorld world;
  const std::string old_tip = world.target_tip();
  world.force();
  world.target.run({"update-ref", "-d", "refs/heads/main"});

  check_ending(world.roll_back("previous"), {"rolled_back", 0, {}});

  CHECK(world.target_tip() == old_tip);
}

TEST_CASE("a rollback that cannot be is an error that says what there is") {
  UndoWorld world;
  SECTION("no backup at all") {
    world.inputs["rollback_to"] = "previous";
    run_untouched(world, error_ending(2, {"no backup of cogpy/occ main", "full id of a commit"}));
  }
  SECTION("none of that time") {
    const Outcome forced = world.force();
    world.inputs.erase("force_sync");
    world.inputs["rollback_to"] = "20200101T000000Z";
    run_untouched(world,
                  error_ending(2, {"from 20200101T000000Z", time_of(forced.output("backup_ref"))}));
  }
  SECTION("a commit that only the source has") {
    world.inputs["rollback_to"] = world.source_tip();
    run_untouched(world, error_ending(2, {"cogpy/occ has no commit " + world.source_tip()}));
  }
  SECTION("together with a direction") {
    world.inputs["rollback_to"] = "previous";
    world.inputs["direction"] = "reverse";
    run_untouched(world, error_ending(2, {"restores the target alone"}));
  }
  CHECK(world.pushes().empty());
}

TEST_CASE("a dry run of a rollback says what would happen") {
  UndoWorld world;
  world.force();
  world.inputs.erase("force_sync");
  world.inputs["rollback_to"] = "previous";
  world.inputs["dry_run"] = "true";

  const Outcome outcome = run_untouched(world, {"dry_run", 0, {"would be overwritten"}});

  CHECK(outcome.output("planned_status") == "rolled_back");
}

TEST_CASE("a push just before the rollback's is looked at and kept; the commit stays the same") {
  UndoWorld world;
  const std::string old_tip = world.target_tip();
  world.force();
  std::string newer;
  world.standin.on_request(before_push(), [&] {
    newer = world.target.commit("main", {{"own.txt", "between\n"}}, "Just in between");
  });

  const Outcome outcome = world.roll_back("previous");

  check_ending(outcome, {"rolled_back", 0, {}});
  CHECK(outcome.output("target_sha_before") == newer);
  CHECK(world.target_tip() == old_tip);
  CHECK(world.backups().at(outcome.output("backup_ref")) == newer);
}

TEST_CASE("a branch that moves before each push of a rollback is not overwritten") {
  UndoWorld world;
  world.force();
  int pushed = 0;
  world.standin.on_request(before_push(0), [&] {
    world.target.commit("main", {{"own.txt", std::to_string(++pushed)}}, "Again");
  });

  const Outcome outcome = world.roll_back("previous");

  check_ending(outcome, {"rejected", 5, {"Nothing was overwritten"}});
  CHECK(outcome.report_json.get("attempts").integer() == 3);
  CHECK(pushed == 6);  // the backup first, each time
  CHECK(world.target.run({"show", "main:own.txt"}) == "6");
}

TEST_CASE("a rollback by hand needs no source at all") {
  UndoWorld world;
  const std::string old_tip = world.target_tip();
  world.force();
  world.inputs.erase("force_sync");
  world.environment["GITHUB_REPOSITORY"] = "";

  check_ending(world.run({"--rollback-to=previous"}), {"rolled_back", 0, {}});

  CHECK(world.target_tip() == old_tip);
}
