// Servers that hide the backups' refs, or swallow them: nothing is overwritten without a backup
// that was seen.
#include "contract/endings.h"
#include "contract/undo_world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// The ways to be asked to overwrite a branch.
void ask_to_overwrite(UndoWorld& world) {
  SECTION("by force_sync") {
    world.inputs["force_sync"] = "true";
  }
  SECTION("by on_conflict: force") {
    world.inputs["on_conflict"] = "force";
  }
  SECTION("by rollback_to") {
    world.inputs["rollback_to"] = world.target.rev_parse("main~1");
  }
}

/// A hook that takes the refs given to it, answers `ok` for each, and does nothing
/// (githooks(5), "proc-receive").
const std::string swallow = R"(exec perl -e '
  binmode STDIN; binmode STDOUT; $| = 1;
  sub take { read(STDIN, my $head, 4) == 4 or return; my $size = hex $head; return if $size == 0;
             read(STDIN, my $text, $size - 4); return $text }
  sub give { printf "%04x%s", length($_[0]) + 4, $_[0] }
  1 while defined take(); give("version=1\n"); print "0000";
  my @refs; while (defined(my $line = take())) { push @refs, (split " ", $line)[2] }
  give("ok $_\n") for @refs; print "0000";')";

}  // namespace

TEST_CASE("a target that hides the backups' refs keeps its own commits, however one overwrites") {
  UndoWorld world;
  const std::vector<std::vector<std::string>> settings = {
      {"receive.hideRefs=refs/auto-sync"},
      {"transfer.hideRefs=refs/auto-sync"},
      {"receive.hideRefs=refs", "receive.hideRefs=!refs/heads", "receive.hideRefs=!refs/tags"}};
  const std::size_t which = GENERATE(0U, 1U, 2U);
  for (const std::string& setting : settings[which]) {
    const std::size_t equals = setting.find('=');
    world.target.run({"config", "--add", setting.substr(0, equals), setting.substr(equals + 1)});
  }
  ask_to_overwrite(world);

  const Outcome outcome = run_untouched(
      world,
      {"rejected", 5, {"refused the backup", "nothing was overwritten", "`backup_as: tag`"}});

  CHECK(outcome.output("backup_ref").empty());
  CHECK(outcome.output("target_sha") == world.target_tip());
}

TEST_CASE("a target that hides tags keeps its own commits where backups are tags") {
  UndoWorld world;
  world.target.run({"config", "receive.hideRefs", "refs/tags"});
  world.inputs["backup_as"] = "tag";
  ask_to_overwrite(world);

  run_untouched(world, {"rejected", 5, {"refused the backup", "nothing was overwritten"}});
}

TEST_CASE("a tag is not moved where its backup is hidden") {
  World world;
  world.grow(3, 1);
  world.source.tag("v1", "main");
  world.target.tag("v1", "main~1");
  world.target.run({"config", "receive.hideRefs", "refs/auto-sync"});
  world.inputs["force_sync"] = "true";

  run_untouched(world, {"rejected", 5, {"refused the backup", "nothing was overwritten"}});
}

TEST_CASE("a backup that the target says it made, and did not, stops the overwrite") {
  UndoWorld world;
  world.target.run({"config", "receive.procReceiveRefs", "refs/auto-sync"});
  world.standin.install_hook(target_name, "proc-receive", swallow);
  ask_to_overwrite(world);

  const Outcome outcome =
      run_untouched(world, error_ending(7, {"made the backup, but does not list it"}));

  CHECK(outcome.output("target_sha") == world.target_tip());
  CHECK(outcome.output("backup_ref").empty());
  CHECK_THAT(outcome.report, !ContainsSubstring("is kept"));
  CHECK_THAT(outcome.summary, !ContainsSubstring("is kept"));
}

TEST_CASE("a target that cannot be listed after the backup keeps its own commits") {
  UndoWorld world;
  const std::string old_tip = world.target_tip();
  Fault unlisted;
  unlisted.match.phase = "ls-refs";
  unlisted.match.repository = target_name;
  unlisted.match.count = 0;
  unlisted.status = 403;
  world.standin.add_fault(unlisted);
  Fault listing = unlisted;
  listing.match.phase = "listing";
  listing.match.skip = 1;
  world.standin.add_fault(listing);

  const Outcome outcome = world.force();

  check_ending(outcome, error_ending(7, {"took the backup", "nothing was overwritten"}));
  CHECK(world.target_tip() == old_tip);
  REQUIRE(world.backups().size() == 1);
  CHECK_THAT(outcome.report, ContainsSubstring(world.backups().begin()->first));

  world.standin.clear_faults();
  check_ending(world.force(), {"forced", 0, {}});
  CHECK(world.backups().size() == 1);
}

TEST_CASE("a branch of pull requests is not overwritten where its backup is hidden") {
  UndoWorld world;
  world.inputs["on_conflict"] = "pull_request";
  const std::string stray =
      world.target.commit("auto-sync/main", {{"stray.txt", "x\n"}}, "Stray", {}, "main~1");
  world.target.run({"config", "receive.hideRefs", "refs/auto-sync"});

  run_untouched(world, {"rejected", 5, {"refused the backup", "nothing was overwritten"}});

  CHECK(world.target.rev_parse("auto-sync/main") == stray);
}

TEST_CASE("atomic, and a tag that the target hides: what moved alone is told") {
  World world;
  world.grow(3, 2);
  world.source.tag("v1", "main");
  world.target.run({"config", "receive.hideRefs", "refs/tags"});
  world.inputs["atomic"] = "true";

  const Outcome outcome = world.run();

  check_ending(outcome, {"rejected", 5, {"refused 1 ref of 2", "receive.hideRefs"}});
  CHECK(world.target_tip() == world.source_tip());
  CHECK(outcome.output("target_sha") == world.source_tip());
  CHECK(outcome.output("commits_synced") == "2");
  CHECK(outcome.output("tags_synced") == "0");
}
