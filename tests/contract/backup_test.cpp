// What a run overwrites is kept in the target, or is not overwritten.
#include <ctime>

#include "contract/endings.h"
#include "contract/undo_world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

void without_atomic(World& world) {
  Quirks quirks;
  quirks.atomic = false;
  world.standin.set_quirks(target_name, quirks);
}

void refuse(World& world, const std::string& pattern) {
  world.standin.refuse_pushes(target_name, {pattern, "no such refs here", ""});
}

/// A backup's time.
std::string backup_time(std::time_t moment) {
  std::tm utc{};
  gmtime_r(&moment, &utc);
  std::string text(20, '\0');
  text.resize(std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &utc));
  return text;
}

}  // namespace

TEST_CASE("an overwritten tip is kept first, in a push of its own, and seen before the overwrite") {
  UndoWorld world;
  SECTION("though the target offers atomic pushes") {}
  SECTION("where it offers none") {
    without_atomic(world);
  }
  SECTION("where it offers none, and all or none is asked for one ref") {
    without_atomic(world);
    world.inputs["atomic"] = "true";
  }
  const std::string old_tip = world.target_tip();

  const Outcome outcome = world.force();

  check_ending(outcome, {"forced", 0, {"refs/auto-sync/backup/main/"}});
  const Refs backups = world.backups();
  REQUIRE(backups.size() == 1);
  const std::string& name = backups.begin()->first;
  CHECK(outcome.output("backup_ref") == name);
  CHECK(backups.begin()->second == old_tip);
  CHECK(world.target_tip() == world.source_tip());
  std::vector<std::string> steps;  // from the first push on
  for (const RequestRecord& request : world.standin.requests()) {
    if (request.repository != target_name) continue;
    const bool kept = request.body.find(name) != std::string::npos;
    const bool branch = request.body.find("refs/heads/main") != std::string::npos;
    if (request.phase == "push" || (!steps.empty() && request.phase == "ls-refs")) {
      steps.push_back(request.phase + (kept ? " backup" : "") + (branch ? " branch" : ""));
    }
  }
  CHECK(steps ==
        std::vector<std::string>{"push backup", "ls-refs backup", "push branch", "ls-refs branch"});
  const Json backup = outcome.report_json.get("backup");
  CHECK(backup.get("ref").text() == name);
  CHECK(backup.get("tip").text() == old_tip);
  CHECK_THAT(outcome.report, ContainsSubstring("Run again with rollback_to: "));
  CHECK_THAT(outcome.report, ContainsSubstring("git fetch"));
  CHECK_THAT(outcome.summary, ContainsSubstring("is kept under `refs/auto-sync/backup/main/"));
  require_sound(world);
}

TEST_CASE("where a backup is refused nothing is overwritten, and the remedy is told") {
  UndoWorld world;
  const bool atomic = GENERATE(true, false);
  if (!atomic) without_atomic(world);
  refuse(world, "refs/auto-sync/*");
  world.inputs["force_sync"] = "true";

  const Outcome outcome = run_untouched(
      world,
      {"rejected", 5, {"refused the backup", "nothing was overwritten", "`backup_as: tag`"}});

  CHECK(outcome.output("backup_ref").empty());
  CHECK_THAT(outcome.summary, ContainsSubstring("no such refs here"));
  CHECK(world.pushes().size() == 1);

  world.inputs["backup_as"] = "tag";
  check_ending(world.run(), {"forced", 0, {"refs/tags/auto-sync-backup/main/"}});
  CHECK(world.backups().size() == 1);
}

TEST_CASE("a refused overwrite leaves one backup behind, which the next one uses") {
  UndoWorld world;
  const bool atomic = GENERATE(true, false);
  if (!atomic) without_atomic(world);
  refuse(world, "refs/heads/main");
  const std::string before = world.target_tip();

  for (int runs = 0; runs < 2; ++runs) {
    check_ending(world.force(), {"rejected", 5, {"no such refs here"}});
    CHECK(world.target_tip() == before);
  }
  CHECK(world.backups().size() == 1);

  world.standin.accept_pushes(target_name);
  const Outcome outcome = world.force();
  check_ending(outcome, {"forced", 0, {}});
  CHECK(world.backups().size() == 1);
  CHECK(world.backups().at(outcome.output("backup_ref")) == before);
}

TEST_CASE("backups beyond backup_keep are deleted, and nothing else") {
  UndoWorld world;
  world.inputs["backup_keep"] = "2";
  const std::string any = world.target.rev_parse("main~1");
  const std::string kept = "refs/auto-sync/backup/";
  for (const char* name :
       {"main/20200101T000000Z", "main/20200102T000000Z", "main/20200103T000000Z", "main/by-hand",
        "dev/20190101T000000Z", "main/x/20190101T000000Z"}) {
    world.target.run({"update-ref", kept + name, any});
  }
  const std::size_t refs = world.target.refs().size();
  SECTION("gone after the overwrite") {
    const Outcome outcome = world.force();
    check_ending(outcome, {"forced", 0, {}});
    const Refs left = world.backups();
    CHECK(left.contains(kept + "main/20200103T000000Z"));
    CHECK_FALSE(left.contains(kept + "main/20200102T000000Z"));
    CHECK_FALSE(left.contains(kept + "main/20200101T000000Z"));
    CHECK(world.target.refs().size() == refs + 1 - 2);
    CHECK(outcome.report_json.get("pruned_backups").elements().size() == 2);
  }
  SECTION("refused: a warning") {
    world.standin.install_hook(
        target_name, "update",
        "case $1$3 in *20200101T000000Z0000*) echo may not go >&2; exit 1;; esac");
    check_ending(world.force(), {"forced", 0, {"did not say that it deleted", "20200101T000000Z"}});
    CHECK(world.target.refs().size() == refs + 1 - 1);
  }
  SECTION("a server that deletes no refs: a warning") {
    Quirks quirks;
    quirks.drop_capabilities = {"delete-refs"};
    world.standin.set_quirks(target_name, quirks);
    check_ending(world.force(), {"forced", 0, {"offers no deletion of refs"}});
    CHECK(world.target.refs().size() == refs + 1);
  }
}

TEST_CASE("a backup whose name is taken takes the next free second, and overwrites none") {
  UndoWorld world;
  const std::string other = world.target.rev_parse("main~1");
  const std::string prefix = "refs/auto-sync/backup/main/";
  const std::time_t now = std::time(nullptr);
  std::string commands;
  for (int seconds = 0; seconds < 600; ++seconds) {
    commands += "create " + prefix + backup_time(now + seconds) + " " + other + "\n";
  }
  world.target.run({"update-ref", "--stdin"}, commands);
  const std::string old_tip = world.target_tip();
  world.inputs["backup_keep"] = "1000";

  const Outcome outcome = world.force();

  check_ending(outcome, {"forced", 0, {}});
  CHECK(outcome.output("backup_ref") == prefix + backup_time(now + 600));
  std::size_t others = 0;
  for (const auto& [name, id] : world.backups()) others += id == other ? 1 : 0;
  CHECK(others == 600);
  CHECK(world.backups().at(outcome.output("backup_ref")) == old_tip);
}

TEST_CASE("backup: false overwrites without a backup") {
  UndoWorld world;
  world.inputs["backup"] = "false";

  const Outcome outcome = world.force();

  check_ending(outcome, {"forced", 0, {}});
  CHECK(world.backups().empty());
  CHECK(outcome.output("backup_ref").empty());
}

TEST_CASE("a fast-forward makes no backup") {
  World world;
  world.grow(3, 1);

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {}});
  for (const auto& [name, id] : world.target.refs()) {
    CHECK(name.find("auto-sync") == std::string::npos);
  }
  CHECK(outcome.output("backup_ref").empty());
}

TEST_CASE("a tag that force moves is kept as well") {
  World world;
  world.grow(3, 1);
  world.source.tag("v1", "main");
  world.target.tag("v1", "main~1");
  const std::string before = world.target.rev_parse("v1");
  world.inputs["force_sync"] = "true";

  const Outcome outcome = world.run();

  check_ending(outcome, {"forced", 0, {}});
  CHECK(world.target.rev_parse("v1") == world.source_tip());
  std::size_t kept = 0;
  for (const auto& [name, id] : world.target.refs()) {
    if (name.starts_with("refs/auto-sync/backup-tags/v1/")) kept += id == before ? 1 : 0;
  }
  CHECK(kept == 1);
  CHECK(outcome.output("tags_synced") == "1");
  CHECK(outcome.output("target_sha") == world.source_tip());
}

TEST_CASE("backups kept as tags are no tags of the source, and are not counted as synced") {
  UndoWorld world;
  world.inputs["backup_as"] = "tag";
  world.inputs["tags"] = "all";
  world.source.tag("auto-sync-backup/main/20200101T000000Z", "main");
  world.source.tag("v1", "main");

  const Outcome outcome = world.force();

  check_ending(outcome, {"forced", 0, {}});
  CHECK(outcome.output("tags_synced") == "1");
  CHECK(world.target.rev_parse("refs/tags/auto-sync-backup/main/20200101T000000Z").empty());
  CHECK(world.backups().size() == 1);
  CHECK(world.backups().begin()->first == outcome.output("backup_ref"));
}

TEST_CASE("a dry run says where the tip would be kept, and keeps nothing") {
  UndoWorld world;
  world.inputs["dry_run"] = "true";
  world.inputs["force_sync"] = "true";

  const Outcome outcome = run_untouched(world, {"dry_run", 0, {}});

  CHECK_THAT(outcome.summary,
             ContainsSubstring("would be kept under `refs/auto-sync/backup/main/"));
  CHECK(outcome.output("backup_ref").empty());
}

TEST_CASE("missing tags alone leave the branch's tip what it is in the outputs") {
  World world;
  world.grow(3, 0);
  world.source.tag("v1", "main~1");

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {}});
  CHECK(outcome.output("target_sha") == world.source_tip());
}

TEST_CASE("a backup that the target takes but does not list is none, and nothing is overwritten") {
  UndoWorld world;
  world.target.run({"config", "uploadpack.hideRefs", "refs/auto-sync"});
  const std::string old_tip = world.target_tip();

  const Outcome outcome = world.force();

  check_ending(outcome,
               error_ending(7, {"made the backup, but does not list it", "backup_as: tag"}));
  CHECK(world.target_tip() == old_tip);
}
