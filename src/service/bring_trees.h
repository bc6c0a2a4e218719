#pragma once
#include <functional>
#include <vector>

#include "domain/oid.h"

namespace auto_sync {

/// Trees that a walk is about to read, by the side they are of; the same id may come twice.
struct NeededTrees {
  std::vector<Oid> old_side;
  std::vector<Oid> new_side;
};

/// Puts trees into the store that is walked, as far as they are not there yet. A walk goes level by
/// level and asks once a level, so that trees can be fetched as it goes. Without one, every tree
/// must be there.
using BringTrees = std::function<void(const NeededTrees&)>;

}  // namespace auto_sync
