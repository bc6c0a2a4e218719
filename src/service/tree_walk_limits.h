#pragma once
#include <cstddef>
#include <string>

#include "base/error.h"

namespace auto_sync {

/// How much of a repository's trees is walked at most.
inline constexpr std::size_t trees_at_most = 1'000'000;
inline constexpr std::size_t tree_levels_at_most = 256;
/// A path and a name in it, in bytes; file systems take no longer ones (Linux: PATH_MAX, NAME_MAX).
inline constexpr std::size_t path_bytes_at_most = 4'096;
inline constexpr std::size_t name_bytes_at_most = 255;

/// What looking through trees may cost: a few small objects can unfold to any number of paths.
class WalkBudget {
 public:
  /// `bytes`: of what is kept of all paths together.
  explicit WalkBudget(std::size_t bytes) : bytes_left_(bytes) {}

  /// One more directory, `level` levels below the root. Throws Error(remote) when it is too many.
  void enter_tree(std::size_t level) {
    if (++trees_ > trees_at_most || level >= tree_levels_at_most) throw too_large();
  }
  /// `bytes` more are kept. Throws Error(remote) when it is too much.
  void keep(std::size_t bytes) {
    if (bytes > bytes_left_) throw too_large();
    bytes_left_ -= bytes;
  }

  /// The error for what costs more.
  static Error too_large() {
    return Error(ErrorKind::remote, "not known: the repository's directories are too large",
                 "Look at them with `git ls-tree`: a million directories, 256 levels of them, or "
                 "names of thousands of letters are seldom meant.");
  }

 private:
  std::size_t bytes_left_;
  std::size_t trees_ = 0;
};

}  // namespace auto_sync
