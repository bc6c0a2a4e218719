#pragma once
#include <vector>

#include "policy/refusals.h"

namespace auto_sync {

/// What git's own receive-pack and index-pack refuse by their settings (git-config(1),
/// `receive.*`): the texts of builtin/receive-pack.c and builtin/index-pack.c.
const std::vector<KnownRefusal>& refusals_of_git();

}  // namespace auto_sync
