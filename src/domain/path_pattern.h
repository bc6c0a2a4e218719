#pragma once
#include <string_view>

namespace auto_sync {

/// Whether a pattern matches the whole of a path inside a repository: `*` and `?` stop at a slash,
/// `**` does not (`**/` also matches nothing at all), everything else is literal. A pattern that
/// ends in a slash means everything below it.
bool matches_path(std::string_view pattern, std::string_view path);

/// Whether a path below the directory `path` may match: false only when none can.
bool may_match_below(std::string_view pattern, std::string_view path);

/// Whether a pattern is more than a literal path.
bool is_path_pattern(std::string_view pattern);

}  // namespace auto_sync
