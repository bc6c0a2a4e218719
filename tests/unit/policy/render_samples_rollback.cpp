#include <utility>

#include "render_samples.h"

namespace auto_sync {

RefResult sample_backup() {
  return {{"refs/auto-sync/backup/main/20260630T120000Z", std::nullopt, sample_oid(0x1b),
           RefAction::create, "keeps what was overwritten"},
          RefResult::Outcome::accepted,
          {}};
}

Sample rolled_back(Sample forced) {
  Sample made = std::move(forced);
  made.name = "rolled_back";
  made.settings.force_sync = false;
  made.settings.rollback_to = "previous";
  made.settings.source = made.settings.target;
  SyncResult& result = made.result;
  result.status = Status::rolled_back;
  result.headline = "Rolled back cogpy/occ main from 5e5e5e5 to 1b1b1b1, leaving 3 commits behind.";
  result.gate = GateVerdict{Gate::off, "A rollback asks no build.", {}, {}};
  std::swap(result.target_before, result.target_after);
  result.source_sha = result.target_after;
  result.source_tip = result.target_after;
  std::swap(result.history->ahead, result.history->behind);
  std::swap(result.history->source_commits, result.history->target_commits);
  std::swap(result.refs[0].planned.old_id, result.refs[0].planned.new_id);
  result.refs[1].planned.name = "refs/auto-sync/backup/main/20260630T120001Z";
  result.refs[1].planned.new_id = result.target_before;
  result.pruned_backups = {"refs/auto-sync/backup/main/20250101T000000Z"};
  result.pack_bytes = 0;
  result.pack_objects = 0;
  result.attempts = 1;
  return made;
}

}  // namespace auto_sync
