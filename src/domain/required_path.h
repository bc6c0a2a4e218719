#pragma once
#include <algorithm>
#include <string>
#include <vector>

namespace auto_sync {

/// A path, or a pattern, that the carried commit must have (input `require_paths`).
struct RequiredPath {
  std::string pattern;
  bool present = false;  ///< a file or a directory matches
  bool operator==(const RequiredPath&) const = default;
};

inline bool any_missing(const std::vector<RequiredPath>& paths) {
  return std::any_of(paths.begin(), paths.end(),
                     [](const RequiredPath& path) { return !path.present; });
}

}  // namespace auto_sync
