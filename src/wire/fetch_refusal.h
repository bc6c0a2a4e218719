#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "domain/oid.h"

namespace auto_sync::wire {

/// Why upload-pack turned a question away, as far as something depends on it.
enum class FetchRefusalKind {
  other,
  unknown_want,   ///< it does not have, or does not show, an object that is wanted
  banned_filter,  ///< it has filters, but not this one
};

/// What an ERR packet in place of an answer says.
struct FetchRefusal {
  FetchRefusalKind kind = FetchRefusalKind::other;
  std::optional<Oid> want;  ///< the object, where it is named
  std::string words;        ///< the server's own, printable
};

/// Reads the words of an ERR packet: those of git's upload-pack.c, of JGit and of Dulwich.
FetchRefusal read_fetch_refusal(std::string_view words);

}  // namespace auto_sync::wire
