#include "policy/judge_push.h"

#include "support/catch.h"
#include "support/fakes/drawn_history.h"
#include "support/fakes/ledger_samples.h"

using namespace auto_sync;

namespace {

Oid id(const std::string& name) {
  return auto_sync::testing::DrawnHistory::id(name);
}

const PlannedRef branch{"refs/heads/main", id("old"), id("new"), RefAction::fast_forward, {}};
const PlannedRef created{"refs/tags/v1", std::nullopt, id("tag"), RefAction::create, {}};
const PlannedRef backup{
    "refs/auto-sync/backup/main/20260101T000000Z", std::nullopt, id("old"), RefAction::create, {}};

/// One ref, sent and answered so, and listed at `value` ("": not there) afterwards.
Ledger after(const PlannedRef& ref, Answer answer, const std::string& value) {
  Ledger ledger;
  ledger.plan(ref);
  ledger.send(ref.name, sending_of(ref, answer));
  std::vector<ListedRef> listed;
  if (!value.empty()) listed.push_back({ref.name, id(value), {}});
  ledger.see(listed, {ref});
  return ledger;
}

}  // namespace

TEST_CASE("a refused ref that moved elsewhere lost its lease, whatever the server's words") {
  CHECK(lease_was_lost(after(branch, Answer::refused, "somebody's"), {branch}));
  CHECK(lease_was_lost(after(branch, Answer::refused, ""), {branch}));
  CHECK(lease_was_lost(after(created, Answer::refused, "somebody's"), {created}));
}

TEST_CASE("a refused ref that stayed where it was is refused for another reason") {
  CHECK_FALSE(lease_was_lost(after(branch, Answer::refused, "old"), {branch}));
  CHECK_FALSE(lease_was_lost(after(created, Answer::refused, ""), {created}));
}

TEST_CASE("a ref that somebody else brought to the planned value is no lost lease") {
  const Ledger ledger = after(branch, Answer::refused, "new");
  CHECK_FALSE(lease_was_lost(ledger, {branch}));
  CHECK(all_landed(ledger, {branch}));
}

TEST_CASE("an unchanged target is one where every ref has its analysed value") {
  CHECK(stand_as_before(after(branch, Answer::none, "old"), {branch}));
  CHECK_FALSE(stand_as_before(after(branch, Answer::none, "new"), {branch}));
  CHECK(stand_as_before(after(created, Answer::none, ""), {created}));
  CHECK_FALSE(stand_as_before(after(branch, Answer::none, "old"), {branch, created}));
}

TEST_CASE("an answer to each ref is one that accepts or refuses it") {
  CHECK(all_answered(after(branch, Answer::accepted, "new"), {branch}));
  CHECK(all_answered(after(branch, Answer::refused, "old"), {branch}));
  CHECK_FALSE(all_answered(after(branch, Answer::turned_away, "old"), {branch}));
  CHECK_FALSE(all_answered(after(branch, Answer::none, "old"), {branch}));
}

TEST_CASE("a refused backup is found among what was refused") {
  Ledger ledger = after(branch, Answer::refused, "old");
  CHECK(refused_backup(ledger) == nullptr);
  enter(ledger, backup, Answer::refused, "hook declined");
  REQUIRE(refused_backup(ledger) != nullptr);
  CHECK(refused_backup(ledger)->name() == backup.name);
  CHECK(refused_backup(after(backup, Answer::accepted, "old")) == nullptr);
}

TEST_CASE("the error of a push without a report claims of the target only what is known") {
  const Error cut(ErrorKind::remote, "The connection ended.");
  Ledger whole = after(branch, Answer::none, "old");
  CHECK_THAT(push_error(cut, whole, {branch}).hint(), ContainsSubstring("cannot be known"));

  Sending part = sending_of(branch, Answer::none);
  part.whole = false;
  Ledger in_part;
  in_part.plan(branch);
  in_part.send(branch.name, part);
  in_part.see({{branch.name, id("old"), {}}}, {branch});
  CHECK_THAT(push_error(cut, in_part, {branch}).hint(), StartsWith("The target is unchanged"));

  const Error too_large(ErrorKind::remote, "Too large.", "Raise the limit.");
  CHECK(push_error(too_large, in_part, {branch}).hint() ==
        "The target is unchanged. Raise the limit.");

  const Error refused(ErrorKind::access, "No.", "Another token.");
  const Ledger turned_away = after(branch, Answer::turned_away, "old");
  CHECK(push_error(refused, turned_away, {branch}).hint() == "Another token.");
  CHECK(push_error(refused, turned_away, {branch}).kind() == ErrorKind::access);
}

TEST_CASE("where all or none was asked for, what moved alone is told") {
  Plan plan;
  plan.branch = branch;
  plan.tags = {created};
  plan.atomic = true;
  Ledger ledger = after(branch, Answer::accepted, "new");
  enter(ledger, created, Answer::refused, "deny updating a hidden ref");
  const auto told = moved_apart(plan, ledger);
  REQUIRE(told);
  CHECK_THAT(*told, ContainsSubstring("refs/heads/main although it refused refs/tags/v1"));
  plan.atomic = false;
  CHECK_FALSE(moved_apart(plan, ledger));
}
