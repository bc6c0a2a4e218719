#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/gate.h"
#include "domain/plan.h"
#include "domain/relation.h"
#include "domain/settings.h"
#include "policy/select_tags.h"

namespace auto_sync {

/// Everything that is known about both sides when the decision is made.
struct RefFacts {
  Oid carried;                    ///< the commit to carry: the tested one, or the source's tip
  std::optional<Oid> target_tip;  ///< none: the target branch does not exist
  HistoryFacts history;
  std::vector<TagFacts> tags;  ///< selected ones; unreachable ones are passed over where they must
  /// Of a diverged pair that merges cleanly, when `on_conflict` is `merge`.
  std::optional<MergeCommit> merge_commit = {};
};

/// The core: what is to happen to each ref of the target, and what the run is then called.
/// Pure: no I/O, no clock, no environment. A closed gate leads to a plan without updates.
Plan plan_sync(const Settings& settings, const GateVerdict& gate, const RefFacts& facts);

/// Merges of the source that are looked into at most. Two syncs in opposite directions make one
/// each before either sees the other's.
inline constexpr std::size_t our_merges_at_most = 4;

/// Whether to look into what the target lacks, since it may be merges that auto-sync made and
/// nothing else: a few, a merge would be made of them, and their messages say so. With `direction:
/// both` it does not matter: one merge of the two then ends up on both sides.
bool may_be_only_our_merges(const Settings& settings, const HistoryFacts& history);

/// Whether a merge is to be tried: the settings ask for one, and both sides have commits of their
/// own. Merges that auto-sync made do not count on the source's side: two syncs in opposite
/// directions would otherwise merge each other's merges for ever.
bool wants_merge(const Settings& settings, const HistoryFacts& history);

/// The plan of a run that is stopped before it touches anything.
Plan plan_blocked(Because because);

}  // namespace auto_sync
