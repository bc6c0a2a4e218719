#include <utility>

#include "render_samples.h"
#include "support/fakes/ledger_samples.h"

namespace auto_sync {

PlannedRef sample_backup() {
  return {"refs/auto-sync/backup/main/20260630T120000Z", std::nullopt, sample_oid(0x1b),
          RefAction::create, "keeps what was overwritten"};
}

Sample rolled_back(Sample forced) {
  Sample made = std::move(forced);
  made.name = "rolled_back";
  made.settings.force_sync = false;
  made.settings.rollback_to = "previous";
  made.settings.source = made.settings.target;
  SyncResult& result = made.result;
  result.end.status = Status::rolled_back;
  result.end.because = Because::rollback;
  result.found.gate = GateVerdict{Gate::off, "A rollback asks no build.", {}, {}};
  result.found.source_sha = sample_oid(0x1b);
  result.found.source_tip = sample_oid(0x1b);
  std::swap(result.found.history->ahead, result.found.history->behind);
  std::swap(result.found.history->source_commits, result.found.history->target_commits);
  result.ledger = Ledger();
  result.ledger.list_branch(sample_oid(0x5e));
  const PlannedRef branch{
      "refs/heads/main", sample_oid(0x5e), sample_oid(0x1b), RefAction::force, {}};
  enter(result.ledger, branch, sending_of(branch, Answer::accepted, {}, 2));
  PlannedRef backup = sample_backup();
  backup.name = "refs/auto-sync/backup/main/20260630T120001Z";
  backup.new_id = sample_oid(0x5e);
  enter(result.ledger, backup, Answer::accepted);
  result.ledger.prune("refs/auto-sync/backup/main/20250101T000000Z");
  result.cost.pack_bytes = 0;
  result.cost.pack_objects = 0;
  result.cost.attempts = 1;
  return made;
}

}  // namespace auto_sync
