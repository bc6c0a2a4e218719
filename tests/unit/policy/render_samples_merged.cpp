#include <utility>

#include "render_samples.h"
#include "support/fakes/ledger_samples.h"

namespace auto_sync {
namespace {

/// The source, fast-forwarded to the merge.
SyncResult way_back() {
  SyncResult back;
  back.end.status = Status::synced;
  back.end.because = Because::fast_forward;
  back.ledger.list_branch(sample_oid(0x5e));
  back.found.source_sha = sample_oid(0xa1);
  back.found.history = HistoryFacts{};
  back.found.history->relation = Relation::fast_forward;
  back.found.history->ahead = 3;
  const PlannedRef branch{
      "refs/heads/main", sample_oid(0x5e), sample_oid(0xa1), RefAction::fast_forward, {}};
  enter(back.ledger, branch, sending_of(branch, Answer::accepted, {}, 3));
  return back;
}

}  // namespace

Sample merged(Sample synced, const HistoryFacts& diverged) {
  Sample made = std::move(synced);
  made.name = "merged";
  made.settings.direction = Direction::both;
  SyncResult& result = made.result;
  result.end.status = Status::merged;
  result.end.because = Because::merge;
  result.found.history = diverged;
  result.ledger = Ledger();
  result.ledger.list_branch(sample_oid(0x1b));
  const PlannedRef branch{
      "refs/heads/main", sample_oid(0x1b), sample_oid(0xa1), RefAction::merge, {}};
  enter(result.ledger, branch, sending_of(branch, Answer::accepted, {}, 4));
  result.end.warnings.clear();
  result.way_back = std::make_shared<const SyncResult>(way_back());
  return made;
}

}  // namespace auto_sync
