#pragma once
#include <string>

namespace auto_sync {

/// A path, or a pattern, that the carried commit must have (input `require_paths`).
struct RequiredPath {
  std::string pattern;
  bool present = false;  ///< a file or a directory matches
  bool operator==(const RequiredPath&) const = default;
};

}  // namespace auto_sync
