#include "domain/path_pattern.h"

#include <cstddef>

namespace auto_sync {
namespace {

/// What a star has taken so far, to be taken up again when the rest does not fit.
struct Star {
  std::size_t pattern = std::string_view::npos;  ///< where the pattern goes on after it
  std::size_t path = 0;                          ///< where the rest of the path was tried last
};

bool match(std::string_view pattern, std::string_view path) {
  Star one;   // `*`
  Star many;  // `**`
  std::size_t p = 0;
  std::size_t at = 0;
  for (;;) {
    if (p < pattern.size() && pattern.substr(p).starts_with("**")) {
      p += 2;
      // `**/` may match nothing: the slash then belongs to the star.
      if (p < pattern.size() && pattern[p] == '/' && (at == 0 || path[at - 1] == '/') &&
          match(pattern.substr(p + 1), path.substr(at))) {
        return true;
      }
      many = {p, at};
      one = {};
      continue;
    }
    if (p < pattern.size() && pattern[p] == '*') {
      one = {++p, at};
      continue;
    }
    if (at == path.size() && p == pattern.size()) return true;
    const bool fits = at < path.size() && p < pattern.size() &&
                      (pattern[p] == path[at] || (pattern[p] == '?' && path[at] != '/'));
    if (fits) {
      ++p;
      ++at;
    } else if (one.pattern != std::string_view::npos && one.path < path.size() &&
               path[one.path] != '/') {
      at = ++one.path;
      p = one.pattern;
    } else if (many.pattern != std::string_view::npos && many.path < path.size()) {
      at = ++many.path;
      p = many.pattern;
      one = {};
    } else {
      return false;
    }
  }
}

}  // namespace

bool matches_path(std::string_view pattern, std::string_view path) {
  if (pattern.ends_with('/')) {
    const std::string_view folder = pattern.substr(0, pattern.size() - 1);
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
         slash = path.find('/', slash + 1)) {
      if (match(folder, path.substr(0, slash))) return true;
    }
    return false;
  }
  return match(pattern, path);
}

bool may_match_below(std::string_view pattern, std::string_view path) {
  for (;;) {
    const std::size_t end = pattern.find('/');
    const std::string_view part = pattern.substr(0, end);
    if (part.find("**") != std::string_view::npos) return true;
    if (end == std::string_view::npos) return false;
    const std::size_t slash = path.find('/');
    if (!match(part, path.substr(0, slash))) return false;
    pattern.remove_prefix(end + 1);
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

bool is_path_pattern(std::string_view pattern) {
  return pattern.ends_with('/') || pattern.find_first_of("*?") != std::string_view::npos;
}

}  // namespace auto_sync
