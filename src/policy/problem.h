#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace auto_sync {

/// One thing that is wrong with what the user gave. Every text is safe to print: no token, no
/// control character.
struct Problem {
  std::string input;     ///< the input's name, as the user wrote it when it is unknown
  std::string where;     ///< `input dry_run`, `flag --dry-run`, `auto-sync.yml:3:10 (dry_run)`
  std::string found;     ///< what is wrong: `found "yes"`
  std::string expected;  ///< what a right value looks like; may be empty
  std::string remedy;    ///< a sentence about what to do; may be empty

  /// All of it on one line.
  std::string text() const;
};

/// Every problem in one message, as the error (usage) that ends the run. `problems` is not empty.
Error usage_error(const std::vector<Problem>& problems);

/// Whether `text` holds something shaped like an access token of a git host (`ghp_...`,
/// `github_pat_...`, `glpat-...`).
bool looks_like_token(std::string_view text);

/// `text` in quotes, for a message: printable, shortened; only described when it looks like a token
/// or seems to carry a user and a password.
std::string in_quotes(std::string_view text);

}  // namespace auto_sync
