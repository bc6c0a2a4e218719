#pragma once
#include "domain/merge.h"
#include "service/merge_files.h"
#include "service/merge_paths.h"
#include "service/tree_merge.h"

namespace auto_sync {

/// Decides every path, renames applied, and writes the merge's trees from the bottom up.
MergeAnalysis write_merge(ObjectStore& store, const MergeTrees& roots, const MergePaths& paths,
                          FileMerger& files);

}  // namespace auto_sync
