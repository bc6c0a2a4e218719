#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace auto_sync {

/// `text` without white space at either end.
std::string trim(std::string_view text);
/// ASCII lower case; bytes beyond ASCII stay.
std::string to_lower(std::string_view text);
/// Every occurrence of `from` (not empty) replaced by `to`.
std::string replace_all(std::string text, std::string_view from, std::string_view to);
/// Parts between any of `separators`, trimmed, empty ones left out.
std::vector<std::string> split_list(std::string_view text, std::string_view separators);
/// Parts joined with `separator`.
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// RFC 3986 percent-encoding of everything but unreserved characters (so `/` is encoded).
std::string percent_encode(std::string_view text);
/// "1 commit", "2 commits": `count` with its noun, `plural` when given, else noun + "s".
std::string counted(std::uint64_t count, std::string_view noun, std::string_view plural = {});
/// 1,234,567
std::string with_thousands(std::uint64_t number);
/// "812 B", "3.5 KB", "22.6 MB" (powers of 1,000, as network figures are).
std::string human_bytes(std::uint64_t bytes);
/// "0.04 s", "1.6 s", "2 min 5 s".
std::string human_seconds(double seconds);
/// Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`.
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidates, nearest to `wanted` first (case is ignored; a shared word counts as near).
std::vector<std::string> nearest_first(std::string_view wanted,
                                       std::vector<std::string> candidates);
/// The candidate that a misspelling of `wanted` most likely meant, or "" when none is near.
std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& candidates);
/// Shortened to at most `max_bytes` (on a UTF-8 boundary, "…" appended) when longer.
std::string shorten(std::string_view text, std::size_t max_bytes);

}  // namespace auto_sync
