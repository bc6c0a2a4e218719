#include "policy/judge_push.h"

#include "support/catch.h"
#include "support/fakes/drawn_history.h"

using namespace auto_sync;

namespace {

Oid id(const std::string& name) {
  return auto_sync::testing::DrawnHistory::id(name);
}

const PlannedRef branch{"refs/heads/main", id("old"), id("new"), RefAction::fast_forward, {}};
const PlannedRef created{"refs/tags/v1", std::nullopt, id("tag"), RefAction::create, {}};

std::vector<RefResult> rejected(const PlannedRef& ref) {
  return {{ref, RefResult::Outcome::rejected, "whatever the host says"}};
}

std::vector<ListedRef> listed(const std::string& name, const std::string& value) {
  return {{name, id(value), {}}};
}

}  // namespace

TEST_CASE("a refused ref that moved elsewhere lost its lease, whatever the server's words") {
  CHECK(lease_was_lost(rejected(branch), listed("refs/heads/main", "somebody's")));
  CHECK(lease_was_lost(rejected(branch), {}));
  CHECK(lease_was_lost(rejected(created), listed("refs/tags/v1", "somebody's")));
}

TEST_CASE("a refused ref that stayed where it was is refused for another reason") {
  CHECK_FALSE(lease_was_lost(rejected(branch), listed("refs/heads/main", "old")));
  CHECK_FALSE(lease_was_lost(rejected(created), {}));
}

TEST_CASE("a ref that somebody else brought to the planned value is no lost lease") {
  CHECK_FALSE(lease_was_lost(rejected(branch), listed("refs/heads/main", "new")));
}

TEST_CASE("an unchanged target is one where every ref has its analysed value") {
  CHECK(stand_as_before(listed("refs/heads/main", "old"), {branch, created}));
  CHECK_FALSE(stand_as_before(listed("refs/heads/main", "new"), {branch}));
  CHECK_FALSE(stand_as_before(listed("refs/tags/v1", "tag"), {created}));
}

namespace {

const PlannedRef backup{
    "refs/auto-sync/backup/main/20260101T000000Z", std::nullopt, id("old"), RefAction::create, {}};

RefResult refused(const PlannedRef& ref, const std::string& words) {
  return {ref, RefResult::Outcome::rejected, words};
}

}  // namespace

TEST_CASE("a refused backup is found among what was refused") {
  const auto of = [](const std::vector<RefResult>& results) {
    const RefResult* found = refused_backup(results);
    return found == nullptr ? std::string() : found->planned.name;
  };
  CHECK(of({{branch, {}, {}}, refused(backup, "hook declined")}) == backup.name);
  CHECK(of({refused(branch, "hook declined")}).empty());
  CHECK(of({refused(branch, "hook declined"), {backup, RefResult::Outcome::accepted, {}}}).empty());
}
