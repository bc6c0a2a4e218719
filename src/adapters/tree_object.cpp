#include "adapters/tree_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/error.h"

namespace auto_sync {
namespace {

constexpr std::uint32_t type_bits = 0170000;
constexpr std::uint32_t executable_bit = 0100;

FileMode canonical_mode(std::uint32_t mode) {
  switch (mode & type_bits) {
    case 0040000:
      return FileMode::directory;
    case 0120000:
      return FileMode::symlink;
    case 0100000:
      return (mode & executable_bit) != 0 ? FileMode::executable : FileMode::file;
    default:
      return FileMode::submodule;
  }
}

/// What git says of an object that it does not read as a tree (tree-walk.c, decode_tree_entry).
Error bogus_tree(const Oid& id, const char* what) {
  return Error(ErrorKind::remote, "object " + id.hex() + " is not a sound tree: " + what,
               "git does not read it either: run `git fsck` on the repository.");
}

/// Cuts an octal mode and its space off `rest`. git lets leading zeros and excess digits pass.
std::optional<std::uint32_t> take_mode(std::string_view& rest) {
  std::uint32_t mode = 0;
  std::size_t at = 0;
  for (; at < rest.size() && rest[at] >= '0' && rest[at] <= '7'; ++at) {
    mode = (mode << 3) + static_cast<std::uint32_t>(rest[at] - '0');
  }
  if (at == 0 || at == rest.size() || rest[at] != ' ') return std::nullopt;
  rest.remove_prefix(at + 1);
  return mode;
}

}  // namespace

TreeEntries parse_tree_object(const Oid& id, std::string_view object) {
  constexpr std::size_t shortest_entry = 3 + Oid::size;
  TreeEntries entries;
  while (!object.empty()) {
    if (object.size() < shortest_entry || object[object.size() - Oid::size - 1] != '\0') {
      throw bogus_tree(id, "too-short tree object");
    }
    const std::optional<std::uint32_t> mode = take_mode(object);
    if (!mode) throw bogus_tree(id, "malformed mode in tree entry");
    const std::size_t end = object.find('\0');
    if (end == 0) throw bogus_tree(id, "empty filename in tree entry");
    if (end == std::string_view::npos || object.size() < end + 1 + Oid::size) {
      throw bogus_tree(id, "too-short tree file");
    }
    entries.push_back({std::string(object.substr(0, end)), canonical_mode(*mode),
                       Oid::from_bytes(object.data() + end + 1)});
    object.remove_prefix(end + 1 + Oid::size);
  }
  return entries;
}

std::string format_tree_object(TreeEntries entries) {
  std::sort(entries.begin(), entries.end(), in_tree_order);
  std::string object;
  for (const TreeEntry& entry : entries) {
    object += fmt::format("{:o} ", static_cast<std::uint32_t>(entry.mode));
    object += entry.name;
    object += '\0';
    object.append(reinterpret_cast<const char*>(entry.id.bytes().data()), Oid::size);
  }
  return object;
}

}  // namespace auto_sync
