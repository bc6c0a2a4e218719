#include "policy/judge_status.h"

#include "domain/backup_ref.h"
#include "domain/ref_name.h"
#include "domain/verdict.h"

namespace auto_sync {
namespace {

/// How much worse than others a status is; the worst of what happened is the run's own.
int gravity(Status status) {
  switch (status) {
    case Status::in_sync:
      return 0;
    case Status::synced:
      return 1;
    case Status::rolled_back:
      return 2;
    case Status::merged:
      return 3;
    case Status::forced:
      return 4;
    case Status::pull_request:
      return 5;
    default:
      return 6;
  }
}

/// What the run has done by now, whatever became of it later.
Status done_so_far(const Settings& settings, const Ledger& ledger) {
  Status done = Status::in_sync;
  for (const LedgerRef* ref : ledger.told()) {
    const bool counts =
        ref->name() == ledger.branch() || (is_tag_ref(ref->name()) && !is_backup_ref(ref->name()));
    if (counts && fate_of(*ref) == Fate::instead) return Status::rejected;
    if (!counts || landed(*ref) == nullptr) continue;
    Status came_to = Status::synced;
    if (was_forced(*ref)) came_to = Status::forced;
    if (verdict_on(*ref, false) == Verdict::merged) came_to = Status::merged;
    if (settings.rolls_back()) came_to = Status::rolled_back;
    if (gravity(came_to) > gravity(done)) done = came_to;
  }
  return done;
}

}  // namespace

Status status_of(const Settings& settings, const Ledger& ledger, Status decided) {
  const Status done = done_so_far(settings, ledger);
  return gravity(done) > gravity(decided) ? done : decided;
}

}  // namespace auto_sync
