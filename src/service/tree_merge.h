#pragma once
#include <array>
#include <vector>

#include "domain/merge.h"
#include "domain/settings.h"
#include "service/find_renames.h"
#include "service/merge_walk.h"

namespace auto_sync {

/// The three trees of a merge.
struct MergeTrees {
  Oid base;
  Oid ours;
  Oid theirs;
};

/// The three-way merge of trees in a store, with git's outcome: that of
/// `git -c merge.directoryRenames=false merge-tree --write-tree OURS THEIRS`. In two steps, so
/// that trees can be fetched first and then just the contents that matter.
class TreeMerge {
 public:
  /// The store must hold all three trees whole, without blobs. Throws Error(remote) where it
  /// does not. `rules` must outlive this.
  TreeMerge(ObjectStore& store, const MergeTrees& trees, const std::vector<MergeRule>& rules);

  /// Blobs that merge() reads and the store lacks: those that the base or theirs has, and those
  /// of ours.
  struct MissingBlobs {
    std::vector<Oid> of_theirs;
    std::vector<Oid> of_ours;
  };
  MissingBlobs missing() const;

  /// Merges, once; writes merged files and, when all is clean, trees into the store.
  MergeAnalysis merge();

 private:
  ObjectStore& store_;
  MergeTrees trees_;
  const std::vector<MergeRule>& rules_;
  WalkedTrees walked_;
  std::vector<RenameFinder> renames_;  ///< of ours, of theirs
};

}  // namespace auto_sync
