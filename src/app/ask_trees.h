#pragma once
#include <vector>

#include "service/clock.h"
#include "service/git_remote.h"
#include "service/object_store.h"

namespace auto_sync {

/// Questions for commits and trees without any blob, put into a store. All of them throw
/// Error(remote) when the server has no filters, or no longer has what is wanted: blobs are never
/// fetched instead.

/// These commits, without their parents and trees.
void ask_bare_commits(GitSource& from, ObjectStore& store, Clock& clock, std::vector<Oid> commits);

/// A commit with all of its trees: one round trip, and the bytes of them all.
void ask_commit_with_trees(GitSource& from, ObjectStore& store, Clock& clock, const Oid& commit);

/// Those of `trees` that the store lacks. While they are few, just those: a walk that goes level by
/// level then moves the least bytes, at a round trip for each level. Once they are many, all that
/// is below comes with them, and the walk needs no further question.
void ask_trees(GitSource& from, ObjectStore& store, Clock& clock, const std::vector<Oid>& trees);

}  // namespace auto_sync
