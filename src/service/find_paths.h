#pragma once
#include <string>
#include <vector>

#include "service/bring_trees.h"
#include "service/object_store.h"

namespace auto_sync {

/// Which of `patterns` (domain/path_pattern.h) match at least one path of a tree, in their order.
/// A directory matches too; one that ends in a slash matches directories alone. Only those trees
/// are read below which a pattern that has not matched yet may match; `bring` gets them as the new
/// side's. Equal directories are searched once. Throws as diff_trees() does.
std::vector<bool> find_paths(ObjectStore& store, const Oid& tree,
                             const std::vector<std::string>& patterns,
                             const BringTrees& bring = {});

}  // namespace auto_sync
