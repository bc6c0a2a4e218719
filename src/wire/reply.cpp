#include "wire/reply.h"

#include <fmt/format.h>

#include "base/escape.h"
#include "base/text.h"

namespace auto_sync::wire {
namespace {

std::string field_quoted(std::string_view text) {
  return printable(shorten(text, 80));
}

}  // namespace

Error malformed(const std::string& detail) {
  return {ErrorKind::remote, "The git server's reply is malformed: " + detail + ".",
          "Check that the address is a git repository's, and that no proxy alters what it says."};
}

Error unexpected_line(std::string_view line, std::string_view where) {
  return malformed(fmt::format("\"{}\" has no place in {}", field_quoted(line), where));
}

Error cut_off(const std::string& detail) {
  return {ErrorKind::remote, "The git server's reply was cut off: " + detail + ".",
          "The network or the server may have failed for a moment: run it again.", true};
}

Error sha256_repository() {
  return {
      ErrorKind::remote,
      "The repository names its objects by SHA-256. SHA-256 repositories are not supported yet.",
      "Use a repository with SHA-1 object names, which is what git hosts create by default."};
}

void check_room(std::size_t entries) {
  if (entries < max_entries) return;
  throw malformed(fmt::format("it lists more than {} entries", with_thousands(max_entries)));
}

std::string_view take_word(std::string_view& text) {
  const std::size_t space = text.find(' ');
  const std::string_view word = text.substr(0, space);
  text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  return word;
}

Oid parse_oid(std::string_view field) {
  if (const std::optional<Oid> id = Oid::parse(field)) return *id;
  const bool all_digits =
      field.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
  if (field.size() == 64 && all_digits) throw sha256_repository();
  throw malformed(fmt::format("\"{}\" stands where an object id belongs", field_quoted(field)));
}

}  // namespace auto_sync::wire
