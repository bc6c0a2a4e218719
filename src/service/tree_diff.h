#pragma once
#include <optional>

#include "domain/file_changes.h"
#include "service/bring_trees.h"
#include "service/object_store.h"

namespace auto_sync {

/// Which files differ between two trees, from the trees alone: only those are read whose ids
/// differ, and equal ones once. No tree on one side means an empty one. A listed path that is
/// longer than any file system takes is shortened. Throws Error(remote) when a tree is missing or
/// malformed, and when there is more below than any honest repository has (a million trees, or 256
/// levels: a few small objects can unfold to that).
FileChanges diff_trees(ObjectStore& store, const std::optional<Oid>& old_tree,
                       const std::optional<Oid>& new_tree, const BringTrees& bring = {});

}  // namespace auto_sync
