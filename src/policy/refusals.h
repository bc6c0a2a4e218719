#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/explanation.h"
#include "policy/refusal_text.h"

namespace auto_sync {

/// One text by which hosts refuse, and what it means: everything the project knows about it.
/// docs/refusals.md is held against these rows. To teach auto-sync a text, add a row.
struct KnownRefusal {
  std::string_view name = {};  ///< in the JSON report
  RefusalKind kind = RefusalKind::other;
  std::string_view example = {};  ///< the text as hosts word it: matches this row and no other
  /// All of these must occur in the words, ASCII case ignored.
  std::vector<std::string_view> signs = {};
  std::vector<std::string_view> unless = {};  ///< none of these may occur
  /// What is taken out of the words, as policy/refusal_text.h says. `{ref}` names the ref that the
  /// words are about.
  std::vector<std::string_view> captures = {};
  std::string_view meaning = {};  ///< sentences that may hold what was captured, and the names of
                                  ///< the sides: `{role}`, `{other}` and `{branch_input}`; of a
                                  ///< follower `{cause}`, the refs that were refused themselves
  std::string_view remedy = {};
  std::string_view link = {};
  bool lists_reasons = false;  ///< the lines that follow say why
  /// Says that something was refused, but not why: counts only where no other words do.
  bool is_vague = false;
};

/// All texts, those that say most first.
std::span<const KnownRefusal> known_refusals();

/// A text that was recognised.
struct FoundRefusal {
  const KnownRefusal* row = nullptr;
  Captures captures;
  std::vector<std::string> reasons;  ///< printable
};

/// Every row whose text occurs in `words`, once for each ref that the words name. Lines that begin
/// with `warning:` refuse nothing and are passed over. At most 256 KiB are read.
std::vector<FoundRefusal> find_refusals(std::string_view words);

}  // namespace auto_sync
