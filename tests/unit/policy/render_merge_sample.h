#pragma once
#include "domain/merge.h"
#include "domain/relation.h"

namespace auto_sync {

/// A merge that conflicts in two files, one of them with known last commits.
inline MergeAnalysis sample_merge(const HistoryFacts& history) {
  MergeAnalysis merge;
  merge.known = true;
  merge.conflicts = {
      {"cmake/toolchain.cmake", ConflictKind::modify_delete, "cmake/toolchain.cmake", "",
       history.source_commits[0], history.target_commits[0]},
      {"docs/pkg.md", ConflictKind::rename_rename, "docs/package.md", "docs/pkg.md", {}, {}}};
  return merge;
}

}  // namespace auto_sync
