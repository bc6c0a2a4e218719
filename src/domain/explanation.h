#pragma once
#include <string>
#include <vector>

namespace auto_sync {

/// The kinds of refusal that something depends on.
enum class RefusalKind {
  other,
  archived,     ///< the repository is read-only: no fault of a token
  follower,     ///< a ref that fell with another one
  all_or_none,  ///< by something that takes all of a push or nothing: it may be about any ref of it
};

/// Why a server refused, in our words. Parts that the server said are printable and cut to a sane
/// length, but not escaped.
struct Explanation {
  RefusalKind kind = RefusalKind::other;
  std::string name;                  ///< the row of policy/refusals; `unknown` when none fits
  std::vector<std::string> refs;     ///< full names of those concerned; empty: the run as a whole
  std::string meaning;               ///< one or two sentences
  std::vector<std::string> reasons;  ///< the server's own, one each: rules that were broken
  std::string remedy;                ///< what to do; may be empty
  std::string link;                  ///< a page that tells more; may be empty
  std::string quote;                 ///< the server's words, where no row knows them
};

}  // namespace auto_sync
