#include "domain/dot_git.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace auto_sync {
namespace {

/// Code points that HFS+ passes over in names.
bool ignored_on_hfs(char32_t code) {
  return (code >= 0x200C && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x206A && code <= 0x206F) || code == 0xFEFF;
}

/// Takes the next character that counts on HFS+ off `rest`; 0 at the end, which to git is also
/// where the text is no UTF-8.
char32_t next_on_hfs(std::string_view& rest) {
  while (!rest.empty()) {
    const Utf8Char next = next_utf8(rest);
    if (!next.valid || next.code == 0xFFFE || next.code == 0xFFFF) return 0;
    rest.remove_prefix(next.length);
    if (!ignored_on_hfs(next.code)) return next.code;
  }
  return 0;
}

/// `name` is a period and `word` (in lower case) to HFS+.
bool is_dot_word_on_hfs(std::string_view name, std::string_view word) {
  if (next_on_hfs(name) != U'.') return false;
  for (const char wanted : word) {
    char32_t next = next_on_hfs(name);
    if (next >= U'A' && next <= U'Z') next += U'a' - U'A';
    if (next != static_cast<unsigned char>(wanted)) return false;
  }
  return next_on_hfs(name) == 0;
}

/// Whether NTFS sees the end of a name here: it drops spaces and periods, and a colon begins the
/// name of a stream. `separators`: a backslash ends it as well.
bool ends_on_ntfs(std::string_view rest, bool separators) {
  const std::size_t next = rest.find_first_not_of(" .");
  return next == std::string_view::npos || rest[next] == ':' || (separators && rest[next] == '\\');
}

bool is_dot_git_on_ntfs(std::string_view name) {
  const std::string start = to_lower(name.substr(0, 5));
  if (start.starts_with(".git")) return ends_on_ntfs(name.substr(4), true);
  return start == "git~1" && ends_on_ntfs(name.substr(5), true);
}

/// Whether the 8 characters are the short name that NTFS falls back to: a start of `gi7eba`, a
/// tilde, a number.
bool is_fall_back_name(std::string_view start) {
  const std::size_t tilde = start.find('~');
  if (tilde > 6 || tilde + 1 >= start.size()) return false;
  const std::string_view number = start.substr(tilde + 1);
  return std::string_view("gi7eba").starts_with(start.substr(0, tilde)) && number.front() != '0' &&
         std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_dot_gitmodules_on_ntfs(std::string_view name) {
  constexpr std::string_view whole = ".gitmodules";
  if (to_lower(name.substr(0, whole.size())) == whole) {
    return ends_on_ntfs(name.substr(whole.size()), false);
  }
  const std::string start = to_lower(name.substr(0, 8));
  if (start.size() < 8) return false;
  const bool short_name = start.starts_with("gitmod~") && start[7] >= '1' && start[7] <= '4';
  return (short_name || is_fall_back_name(start)) && ends_on_ntfs(name.substr(8), false);
}

/// Whether NTFS finds by any part of `name`, between backslashes, what `is_it` knows.
bool any_part_on_ntfs(std::string_view name, bool (*is_it)(std::string_view)) {
  while (!is_it(name)) {
    const std::size_t separator = name.find('\\');
    if (separator == std::string_view::npos) return false;
    name.remove_prefix(separator + 1);
  }
  return true;
}

}  // namespace

bool is_dot_git(std::string_view name) {
  return is_dot_word_on_hfs(name, "git") || any_part_on_ntfs(name, is_dot_git_on_ntfs);
}

bool is_dot_gitmodules(std::string_view name) {
  return is_dot_word_on_hfs(name, "gitmodules") ||
         any_part_on_ntfs(name, is_dot_gitmodules_on_ntfs);
}

}  // namespace auto_sync
