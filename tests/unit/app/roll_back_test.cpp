// A rollback, on a target that is read and pushed to by script.
#include "app/roll_back.h"

#include "domain/verdict.h"
#include "support/catch.h"
#include "support/fakes/two_sides.h"

using namespace auto_sync;
using auto_sync::test::ScriptedPush;
using auto_sync::test::TwoSides;

namespace {

const std::string main_ref = "refs/heads/main";
const std::string older_backup = "refs/auto-sync/backup/main/20250101T000000Z";
const std::string new_backup = "refs/auto-sync/backup/main/20260101T000000Z";

/// A target at `new`, whose backup is `old`.
struct Bench {
  TwoSides sides{
      "old:\n"
      "middle: old\n"
      "new: middle\n"
      "newer: new\n"};
  SyncResult result;

  Bench() {
    sides.target.refs = {{main_ref, TwoSides::id("new")}, {older_backup, TwoSides::id("old")}};
    sides.settings.rollback_to = "previous";
  }
  Oid now() { return sides.target.refs.at(main_ref); }
  void roll_back() {
    auto_sync::roll_back(sides.settings, sides.target_alone(), sides.meter(), result);
  }
};

/// Somebody else moves the branch before a push arrives.
ScriptedPush::Answer moved_to(const std::string& name) {
  return [name](ScriptedPush& self, const TransferRequest& request) {
    self.refs[main_ref] = TwoSides::id(name);
    return self.apply(request);
  };
}

PushReport carried_out(ScriptedPush& self, const TransferRequest& request) {
  return self.apply(request);
}

}  // namespace

TEST_CASE("a rollback restores the backup, and keeps what it replaces first") {
  Bench bench;
  bench.roll_back();
  CHECK(bench.now() == TwoSides::id("old"));
  CHECK(bench.sides.target.refs.at(new_backup) == TwoSides::id("new"));
  CHECK(bench.result.end.status == Status::rolled_back);
  REQUIRE(bench.sides.target.pushes.size() == 2);
  CHECK(bench.sides.target.pushes[0].commands.front().name == new_backup);
  REQUIRE(bench.result.found.history);
  CHECK(bench.result.found.history->relation == Relation::target_ahead);
  CHECK(bench.result.found.history->behind == 2);
}

TEST_CASE("a branch that moves before a rollback's push is looked at anew, and kept as it was") {
  Bench bench;
  bench.sides.target.answers = {carried_out, moved_to("newer")};
  bench.roll_back();
  CHECK(bench.now() == TwoSides::id("old"));
  CHECK(bench.result.cost.attempts == 2);
  CHECK(bench.result.end.status == Status::rolled_back);
  CHECK(backup_of(bench.result.ledger, main_ref)->planned.new_id == TwoSides::id("newer"));
}

TEST_CASE("a rollback gives up when the branch moves each time") {
  Bench bench;
  bench.sides.target.answers = {carried_out,        moved_to("newer"), carried_out,
                                moved_to("middle"), carried_out,       moved_to("new")};
  bench.roll_back();
  CHECK(bench.now() == TwoSides::id("new"));
  CHECK(bench.result.end.status == Status::rejected);
  CHECK(bench.result.end.because == Because::changed_each_time);
}

TEST_CASE("a rollback to where the branch stands pushes nothing") {
  Bench bench;
  bench.sides.settings.rollback_to = TwoSides::id("new").hex();
  bench.roll_back();
  CHECK(bench.sides.target.pushes.empty());
  CHECK(bench.result.end.because == Because::nothing_to_restore);
  CHECK_FALSE(bench.result.found.history);
}

TEST_CASE("a rollback creates a branch that is gone, from its backup") {
  Bench bench;
  bench.sides.target.refs.erase(main_ref);
  bench.roll_back();
  CHECK(bench.now() == TwoSides::id("old"));
  CHECK(bench.result.end.because == Because::recreation);
  CHECK(bench.sides.target.pushes.size() == 1);
}

TEST_CASE("a rollback to a commit that the target lacks is refused before anything is sent") {
  Bench bench;
  bench.sides.settings.rollback_to = TwoSides::id("newer").hex();
  try {
    bench.roll_back();
    FAIL("expected an Error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
  }
  CHECK(bench.sides.target.pushes.empty());
}
