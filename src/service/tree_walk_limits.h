#pragma once
#include <cstddef>

#include "base/error.h"

namespace auto_sync {

/// How much of a repository's trees is walked at most.
inline constexpr std::size_t trees_at_most = 1'000'000;
inline constexpr std::size_t tree_levels_at_most = 256;

inline Error too_many_trees() {
  return Error(ErrorKind::remote, "The repository has more directories than can be looked through.",
               "Look at it with `git ls-tree`: a million directories, or 256 levels of them, are "
               "seldom meant.");
}

}  // namespace auto_sync
