#include "policy/plan_backups.h"

#include "support/catch.h"

using namespace auto_sync;

namespace {

const Oid old_tip = *Oid::parse("1111111111111111111111111111111111111111");
const Oid new_tip = *Oid::parse("2222222222222222222222222222222222222222");
const Oid other = *Oid::parse("3333333333333333333333333333333333333333");

/// 2026-01-02 03:04:05 UTC
const std::chrono::system_clock::time_point now{std::chrono::seconds(1'767'323'045)};

PlannedRef ref(const std::string& name, RefAction action) {
  return {name,
          action == RefAction::create ? std::nullopt : std::optional(old_tip),
          new_tip,
          action,
          {}};
}

Plan plan_of(RefAction action) {
  Plan plan;
  plan.branch = ref("refs/heads/main", action);
  return plan;
}

ListedRef backup(const std::string& time, const Oid& id = other) {
  return {"refs/auto-sync/backup/main/" + time, id, {}};
}

Plan backed_up(const std::vector<ListedRef>& listed, BackupSettings settings = {}) {
  Plan plan = plan_of(RefAction::force);
  plan_backups(settings, listed, now, plan);
  return plan;
}

}  // namespace

TEST_CASE("an overwritten branch is kept under its name and the time, in both forms") {
  const Plan plan = backed_up({});
  REQUIRE(plan.backups.size() == 1);
  CHECK(plan.backups[0].name == "refs/auto-sync/backup/main/20260102T030405Z");
  CHECK(plan.backups[0].new_id == old_tip);
  CHECK_FALSE(plan.backups[0].old_id.has_value());
  CHECK(plan.updates().size() == 2);
  BackupSettings as_tag;
  as_tag.as_tag = true;
  CHECK(backed_up({}, as_tag).backups.at(0).name ==
        "refs/tags/auto-sync-backup/main/20260102T030405Z");
}

TEST_CASE("what overwrites nothing gets no backup, and neither does anything with backup off") {
  for (const RefAction action :
       {RefAction::skip, RefAction::create, RefAction::fast_forward, RefAction::conflict}) {
    Plan plan = plan_of(action);
    plan_backups({}, {backup("20260101T000000Z")}, now, plan);
    CHECK(plan.backups.empty());
    CHECK(plan.expired_backups.empty());
  }
  BackupSettings off;
  off.on = false;
  CHECK(backed_up({}, off).backups.empty());
}

TEST_CASE("a moved tag is kept as well, apart from a branch of its name") {
  Plan plan = plan_of(RefAction::fast_forward);
  plan.tags = {ref("refs/tags/main", RefAction::force), ref("refs/tags/v2", RefAction::create)};
  plan_backups({}, {}, now, plan);
  REQUIRE(plan.backups.size() == 1);
  CHECK(plan.backups[0].name == "refs/auto-sync/backup-tags/main/20260102T030405Z");
}

TEST_CASE("a second that is taken, in either form, is passed over") {
  const Plan plan = backed_up({backup("20260102T030405Z"),
                               {"refs/tags/auto-sync-backup/main/20260102T030406Z", other, {}},
                               {"refs/auto-sync/backup/dev/20260102T030407Z", other, {}}});
  CHECK(plan.backups.at(0).name == "refs/auto-sync/backup/main/20260102T030407Z");
}

TEST_CASE("a newest backup that holds the tip already is kept in place of a new one") {
  const Plan plan = backed_up({backup("20260101T000000Z"), backup("20260102T000000Z", old_tip)});
  REQUIRE(plan.backups.size() == 1);
  CHECK(plan.backups[0].name == "refs/auto-sync/backup/main/20260102T000000Z");
  CHECK(plan.backups[0].action == RefAction::skip);
  CHECK(plan.updates().size() == 1);
  const Plan anew = backed_up({backup("20260101T000000Z", old_tip), backup("20260102T000000Z")});
  CHECK(anew.backups.at(0).action == RefAction::create);
}

TEST_CASE("backups of that branch beyond the number expire, the oldest ones, and nothing else") {
  BackupSettings settings;
  settings.keep = 2;
  const Plan plan = backed_up({backup("20250101T000000Z"),
                               backup("20250201T000000Z"),
                               backup("20250301T000000Z"),
                               backup("by-hand"),
                               {"refs/auto-sync/backup/dev/20240101T000000Z", other, {}},
                               {"refs/auto-sync/backup/main/x/20240101T000000Z", other, {}},
                               {"refs/tags/20240101T000000Z", other, {}}},
                              settings);
  REQUIRE(plan.expired_backups.size() == 2);
  CHECK(plan.expired_backups[0].name == "refs/auto-sync/backup/main/20250201T000000Z");
  CHECK(plan.expired_backups[1].name == "refs/auto-sync/backup/main/20250101T000000Z");
  CHECK(plan.expired_backups[0].old_id == other);
  CHECK_FALSE(plan.expired_backups[0].new_id.has_value());
}

TEST_CASE("with backup_keep 1 the new backup takes the old one's place, a kept one stays") {
  BackupSettings settings;
  settings.keep = 1;
  CHECK(backed_up({backup("20250101T000000Z")}, settings).expired_backups.size() == 1);
  CHECK(backed_up({backup("20250101T000000Z", old_tip)}, settings).expired_backups.empty());
}
