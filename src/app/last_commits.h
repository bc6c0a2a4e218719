#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/commit.h"
#include "service/object_store.h"

namespace auto_sync {

/// The newest of `commits` (newest first) that changed a path against all its parents, as `git log
/// -1 -- PATH` would find it; nothing when the trees in the store do not tell. `path` is a file's.
std::optional<Commit> last_commit_of(const std::string& path, const std::vector<Commit>& commits,
                                     ObjectStore& store);

}  // namespace auto_sync
