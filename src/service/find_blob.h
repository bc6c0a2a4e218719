#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/object_store.h"

namespace auto_sync {

/// The path under which one of `commits`, or a commit before them, has a blob, as far as the store
/// has their trees; nothing when none has. Throws as diff_trees() does.
std::optional<std::string> find_blob(ObjectStore& store, const std::vector<Oid>& commits,
                                     const Oid& blob);

}  // namespace auto_sync
