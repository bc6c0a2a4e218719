#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "app/read_edges.h"
#include "domain/merge.h"
#include "domain/relation.h"
#include "domain/settings.h"
#include "service/object_store.h"

namespace auto_sync {

/// The merge of a diverged pair, and the objects it was made of.
struct ConflictAnalysis {
  MergeAnalysis merge;
  /// Holds the merge's trees and blobs (`merge.new_objects`), for whoever makes a commit of them.
  /// Null only before there was an analysis.
  std::unique_ptr<ObjectStore> store;
};

/// Merges `carried` into the target's tip, in memory and without a clone: first the trees of the
/// merge base and both sides (no blobs), then, in one question per side, the files that both
/// sides changed and those that a rename may hide. Whatever keeps it from an answer (a server
/// without filters, a question that fails) is said in `merge.unknown`; only an interruption is
/// thrown. `history` is that of a diverged pair; its merge bases must be known.
ConflictAnalysis analyse_conflict(const ReadEdges& edges, const std::vector<MergeRule>& rules,
                                  const HistoryFacts& history, const Oid& carried,
                                  const Oid& target_tip);

/// The tree of that merge, when it is clean. Throws Error when it cannot be made.
std::optional<Oid> merged_tree(const ReadEdges& edges, const std::vector<MergeRule>& rules,
                               const HistoryFacts& history, const Oid& carried,
                               const Oid& target_tip);

/// Brings the trees of the commits that only the source has into the store of an analysis: what
/// they hold travels with them. Where that fails, or they are more than 2,000, it goes without.
void bring_source_trees(const ReadEdges& edges, const HistoryFacts& history, const Oid& carried,
                        ObjectStore& store);

}  // namespace auto_sync
