#pragma once
#include <vector>

#include "domain/commit.h"
#include "domain/event.h"
#include "domain/gate.h"
#include "domain/merge.h"
#include "domain/merge_commit.h"
#include "domain/relation.h"
#include "domain/settings.h"
#include "service/clock.h"
#include "service/object_store.h"

namespace auto_sync {

/// What a merge commit is made of.
struct MergeSides {
  Oid target_tip;  ///< the first parent
  Oid carried;     ///< the second parent
  /// What the push brings beside the merge; their trees count as far as the store has them.
  std::vector<Commit> source_commits;
};

/// Makes the merge commit of a clean analysis in the store that the analysis left: nothing of it is
/// anywhere else until it is pushed.
MergeCommit make_merge(const MergeSides& sides, const MergeAnalysis& analysis,
                       const Identity& committer, const std::string& message, ObjectStore& store,
                       Clock& clock);

}  // namespace auto_sync
