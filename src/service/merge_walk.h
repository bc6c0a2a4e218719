#pragma once
#include <array>

#include "service/merge_paths.h"
#include "service/object_store.h"

namespace auto_sync {

/// What walking three trees side by side found.
struct WalkedTrees {
  MergePaths paths;                ///< all that was looked at, directories included
  std::array<RenameEnds, 3> ends;  ///< of our side and of theirs; the base has none
};

/// Walks base, ours and theirs side by side, as git's merge-ort does: down only where two of the
/// three differ; where one side left a directory as it was, the other side's stands, unless that
/// side has renames to be found, which may lead anywhere. The store must hold all three trees.
/// Throws Error(remote), naming tree and entry, where it comes to a tree that git would not take
/// (domain/tree_fault.h).
WalkedTrees walk_trees(ObjectStore& store, const std::array<Oid, 3>& roots);

}  // namespace auto_sync
