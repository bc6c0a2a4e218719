#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"
#include "domain/oid.h"

/// What the readers of replies have in common: the fields of a line, and the errors they throw.
namespace auto_sync::wire {

/// The entries (refs, acknowledgments, ...) that one reply may hold; a server that goes on and on
/// must not fill our memory.
inline constexpr std::size_t max_entries = 1'000'000;

/// The error for a reply that breaks the protocol; `detail` says in which way, as a sentence
/// without its full stop. Bytes of the reply in it must be printable (base/escape.h).
Error malformed(const std::string& detail);
/// The error for a line that has no place where it stands.
Error unexpected_line(std::string_view line, std::string_view where);
/// The error for a reply that ends too early: transient.
Error cut_off(const std::string& detail);
/// The error for a repository whose object names are SHA-256.
Error sha256_repository();

/// Throws malformed() when a list that has `entries` is to grow beyond max_entries.
void check_room(std::size_t entries);

/// The part of `text` before the first space, or all of it; `text` keeps what follows the space.
std::string_view take_word(std::string_view& text);

/// The object id that a field holds. Throws sha256_repository() for 64 digits, and malformed()
/// for anything else that is not one.
Oid parse_oid(std::string_view field);

}  // namespace auto_sync::wire
