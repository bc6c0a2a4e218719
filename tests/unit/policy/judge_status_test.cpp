#include "policy/judge_status.h"

#include "support/catch.h"
#include "support/fakes/ledger_samples.h"

using namespace auto_sync;

namespace {

const Oid one = *Oid::parse(std::string(40, '1'));
const Oid two = *Oid::parse(std::string(40, '2'));

/// A run whose first attempt did this to a ref, and whose second found nothing to do.
Ledger after(const std::string& name, RefAction action) {
  Ledger ledger;
  ledger.name_branch("refs/heads/main");
  enter(ledger, {name, one, two, action, {}}, Answer::accepted);
  ledger.begin_attempt();
  return ledger;
}

}  // namespace

TEST_CASE("a run is called by the most that it did, in whichever attempt") {
  const Settings settings;
  const std::string branch = "refs/heads/main";
  CHECK(status_of(settings, Ledger(), Status::in_sync) == Status::in_sync);
  CHECK(status_of(settings, after(branch, RefAction::fast_forward), Status::in_sync) ==
        Status::synced);
  CHECK(status_of(settings, after(branch, RefAction::merge), Status::in_sync) == Status::merged);
  CHECK(status_of(settings, after(branch, RefAction::force), Status::synced) == Status::forced);
  CHECK(status_of(settings, after("refs/tags/v1", RefAction::create), Status::in_sync) ==
        Status::synced);
  CHECK(status_of(settings, after("refs/tags/v1", RefAction::force), Status::in_sync) ==
        Status::forced);
}

TEST_CASE("what stopped a run is worse than anything it did before") {
  const Ledger ledger = after("refs/heads/main", RefAction::force);
  for (const Status stop : {Status::conflict, Status::rejected, Status::blocked}) {
    CHECK(status_of(Settings(), ledger, stop) == stop);
  }
}

TEST_CASE("a backup alone, or the branch of a pull request, is no sync") {
  CHECK(status_of(Settings(),
                  after("refs/auto-sync/backup/main/20260101T000000Z", RefAction::create),
                  Status::in_sync) == Status::in_sync);
  CHECK(status_of(Settings(), after("refs/heads/auto-sync/main", RefAction::force),
                  Status::pull_request) == Status::pull_request);
}

TEST_CASE("a rollback that a second attempt finds done is one") {
  Settings settings;
  settings.rollback_to = "previous";
  CHECK(status_of(settings, after("refs/heads/main", RefAction::force), Status::in_sync) ==
        Status::rolled_back);
}

TEST_CASE("a ref that the server changed another for is refused, whatever a later attempt finds") {
  Ledger ledger;
  ledger.name_branch("refs/heads/main");
  const PlannedRef tag{"refs/tags/v1", one, two, RefAction::force, {}};
  Sending sending = sending_of(tag, Answer::accepted);
  sending.instead = "refs/proposals/1";
  enter(ledger, tag, sending, false);
  ledger.begin_attempt();
  CHECK(status_of(Settings(), ledger, Status::in_sync) == Status::rejected);
}
