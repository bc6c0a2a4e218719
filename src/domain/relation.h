#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/commit.h"

namespace auto_sync {

/// How the tested commit and the target branch's tip are related.
enum class Relation {
  same,
  target_missing,
  fast_forward,
  target_ahead,
  diverged,
  unrelated,
  /// The source says that the tested commit does not contain the target's tip; what else there is
  /// between them was not found as deep as servers without filters are read.
  unsettled,
};

/// What the history question found out.
struct HistoryFacts {
  Relation relation = Relation::same;
  std::optional<std::uint64_t> ahead;   ///< commits of the tested commit that the target lacks
  std::optional<std::uint64_t> behind;  ///< commits of the target that the tested commit lacks
  std::vector<Oid> merge_bases;         ///< of a diverged pair
  std::vector<Commit> source_commits;   ///< those ahead, newest first (latest ones of a first sync)
  std::vector<Commit> target_commits;   ///< those behind, newest first
  bool tested_in_source = true;         ///< the source branch contains the tested commit
  bool source_has_target = false;       ///< the source branch contains the target's tip
  /// All that the target lacks are merges that auto-sync made (app/verify_merges).
  bool only_our_merges = false;

  /// Commits that both sides have for certain, the latest ones; none when none is known.
  std::vector<Oid> common(const std::optional<Oid>& target_tip) const {
    if (source_has_target && target_tip) return {*target_tip};
    return merge_bases;
  }
};

}  // namespace auto_sync
