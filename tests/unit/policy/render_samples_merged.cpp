#include <utility>

#include "render_samples.h"

namespace auto_sync {
namespace {

/// The source, fast-forwarded to the merge.
SyncResult way_back() {
  SyncResult back;
  back.status = Status::synced;
  back.headline = "Synced 3 commits to o9nn/occ main, now at a1a1a1a.";
  back.source_sha = sample_oid(0xa1);
  back.target_before = sample_oid(0x5e);
  back.target_after = sample_oid(0xa1);
  back.proof = Proof::confirmed;
  back.history = HistoryFacts{};
  back.history->relation = Relation::fast_forward;
  back.history->ahead = 3;
  back.refs = {
      {{"refs/heads/main", sample_oid(0x5e), sample_oid(0xa1), RefAction::fast_forward, {}},
       RefResult::Outcome::accepted,
       {}}};
  return back;
}

}  // namespace

Sample merged(Sample synced, const HistoryFacts& diverged) {
  Sample made = std::move(synced);
  made.name = "merged";
  made.settings.direction = Direction::both;
  SyncResult& result = made.result;
  result.status = Status::merged;
  result.headline =
      "Merged 3 commits of o9nn/occ main into cogpy/occ main, which had 2 commits of its own; now "
      "at a1a1a1a. The way back: Synced 3 commits to o9nn/occ main, now at a1a1a1a.";
  result.target_after = sample_oid(0xa1);
  result.history = diverged;
  result.refs.resize(1);
  result.refs.front().planned.action = RefAction::merge;
  result.refs.front().planned.new_id = sample_oid(0xa1);
  result.warnings.clear();
  result.way_back = std::make_shared<const SyncResult>(way_back());
  return made;
}

}  // namespace auto_sync
