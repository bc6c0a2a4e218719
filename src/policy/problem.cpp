#include "policy/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/escape.h"
#include "base/text.h"

namespace auto_sync {
namespace {

constexpr std::size_t longest_quote = 80;

bool is_token_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
         c == '-';
}

/// Whether a token's secret part follows: hosts make theirs of 20 characters and more.
bool is_secret_part(std::string_view text) {
  constexpr std::size_t shortest = 16;
  const auto end = std::find_if_not(text.begin(), text.end(), is_token_character);
  return static_cast<std::size_t>(end - text.begin()) >= shortest;
}

/// `https://user:password@host`, `user:password@host`; not `git@host:path`.
bool may_carry_credentials(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return false;
  return text.substr(0, at).find(':') != std::string_view::npos;
}

}  // namespace

std::string Problem::text() const {
  std::string line = fmt::format("{}: {}", where, found);
  if (!expected.empty()) line += "; expected " + expected;
  line += '.';
  if (!remedy.empty()) line += ' ' + remedy;
  return line;
}

Error usage_error(const std::vector<Problem>& problems) {
  std::string message;
  if (problems.size() == 1) {
    message = problems.front().text();
  } else {
    message = counted(problems.size(), "problem") + " with the settings:";
    for (const Problem& problem : problems) message += "\n- " + problem.text();
  }
  return {ErrorKind::usage, message,
          "README.md describes every input, and so does `auto-sync --help`."};
}

bool looks_like_token(std::string_view text) {
  static constexpr std::array<std::string_view, 9> prefixes = {
      "ghp_",   "gho_", "ghu_", "ghs_", "ghr_", "github_pat_",  // GitHub
      "glpat-",                                                 // GitLab
      "ATBB",   "ATCTT"};                                       // Bitbucket
  return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) {
    for (std::size_t at = text.find(prefix); at != std::string_view::npos;
         at = text.find(prefix, at + 1)) {
      if (is_secret_part(text.substr(at + prefix.size()))) return true;
    }
    return false;
  });
}

std::string in_quotes(std::string_view text) {
  if (looks_like_token(text)) return "a value that looks like a token (not shown)";
  if (may_carry_credentials(text)) return "a value with credentials in it (not shown)";
  return '"' + shorten(printable(text.substr(0, 4 * longest_quote)), longest_quote) + '"';
}

}  // namespace auto_sync
