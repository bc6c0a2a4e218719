#include "policy/plan_rollback.h"

#include "support/catch.h"

using namespace auto_sync;

namespace {

Oid id(char digit) {
  return *Oid::parse(std::string(40, digit));
}

Settings settings(const std::string& rollback_to) {
  Settings made;
  made.target = {"https://github.com/cogpy/occ.git", "https://github.com/cogpy/occ", "cogpy/occ"};
  made.rollback_to = rollback_to;
  return made;
}

ListedRef tip(char digit) {
  return {"refs/heads/main", id(digit), {}};
}

ListedRef backup(const std::string& time, char digit, const std::string& branch = "main") {
  return {"refs/auto-sync/backup/" + branch + "/" + time, id(digit), {}};
}

Error refusal(const std::string& rollback_to, const std::vector<ListedRef>& listed) {
  try {
    find_rollback_goal(settings(rollback_to), listed);
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  return Error(ErrorKind::internal, "");
}

}  // namespace

TEST_CASE("previous is the newest backup that is not where the branch is") {
  struct Row {
    std::vector<ListedRef> listed;
    char expected;
  };
  const Row rows[] = {
      {{tip('9'), backup("20260101T000000Z", '1'), backup("20260201T000000Z", '2')}, '2'},
      // The overwrite that the newest backup was made for had been refused.
      {{tip('2'), backup("20260101T000000Z", '1'), backup("20260201T000000Z", '2')}, '1'},
      {{backup("20260101T000000Z", '1')}, '1'},
      {{tip('1'), backup("20260101T000000Z", '1')}, '1'},
      {{tip('9'),
        {"refs/tags/auto-sync-backup/main/20260301T000000Z", id('3'), {}},
        backup("20260101T000000Z", '1')},
       '3'},
  };
  for (const Row& row : rows) {
    const RollbackGoal goal = find_rollback_goal(settings("previous"), row.listed);
    CHECK(goal.commit == id(row.expected));
    CHECK_FALSE(goal.backup.empty());
  }
}

TEST_CASE("a timestamp is the backup of that second, an id is itself") {
  const std::vector<ListedRef> listed = {tip('9'), backup("20260101T000000Z", '1'),
                                         backup("20260201T000000Z", '2')};
  CHECK(find_rollback_goal(settings("20260101T000000Z"), listed).commit == id('1'));
  const RollbackGoal goal = find_rollback_goal(settings(id('7').hex()), listed);
  CHECK(goal.commit == id('7'));
  CHECK(goal.backup.empty());
  CHECK_FALSE(is_listed(goal.commit, listed));
}

TEST_CASE("a time without a backup is an error that lists the nearest ones") {
  std::vector<ListedRef> listed = {tip('9')};
  for (int month = 1; month <= 12; ++month) {
    listed.push_back(backup(
        "2025" + std::string(month < 10 ? "0" : "") + std::to_string(month) + "01T000000Z", '1'));
  }
  const Error error = refusal("20250215T000000Z", listed);
  CHECK(error.kind() == ErrorKind::usage);
  CHECK_THAT(error.what(), ContainsSubstring("no backup of cogpy/occ main from 20250215T000000Z"));
  CHECK_THAT(error.hint(), ContainsSubstring("20250201T000000Z (1111111)"));
  CHECK_THAT(error.hint(), ContainsSubstring("20250301T000000Z"));
  CHECK_THAT(error.hint(), ContainsSubstring("12 in all"));
  CHECK(error.hint().find("20251201T000000Z") == std::string::npos);
}

TEST_CASE("a branch without backups is an error that names the branches that have some") {
  CHECK_THAT(refusal("previous", {tip('9')}).hint(), ContainsSubstring("full id of a commit"));
  CHECK_THAT(refusal("previous", {tip('9'), backup("20260101T000000Z", '1', "dev")}).hint(),
             ContainsSubstring("backups of dev"));
}

TEST_CASE("a rollback overwrites even where it is a fast-forward, so that it is kept") {
  const Plan plan = plan_rollback(settings("previous"), {id('1'), {}}, id('2'));
  CHECK(plan.status == Status::rolled_back);
  CHECK(plan.branch.action == RefAction::force);
  CHECK(plan.branch.old_id == id('2'));
  CHECK(plan.branch.new_id == id('1'));
  CHECK(plan.because == Because::rollback);
}

TEST_CASE("a branch that is there already is left alone, one that is gone is created") {
  const Plan same = plan_rollback(settings("previous"), {id('1'), {}}, id('1'));
  CHECK(same.status == Status::in_sync);
  CHECK(same.updates().empty());
  const Plan gone = plan_rollback(settings("previous"), {id('1'), {}}, {});
  CHECK(gone.status == Status::rolled_back);
  CHECK(gone.branch.action == RefAction::create);
}
