#pragma once
#include <vector>

#include "service/find_renames.h"
#include "service/merge_files.h"
#include "service/merge_paths.h"

namespace auto_sync {

/// Brings the versions of renamed files together at their new paths, and marks the paths that
/// the renames alone make conflict, as git's merge-ort does.
void apply_renames(MergePaths& paths, std::vector<Rename> renames, FileMerger& files);

}  // namespace auto_sync
