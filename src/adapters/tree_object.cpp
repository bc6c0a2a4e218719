#include "adapters/tree_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

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

Error not_a_tree(const Oid& id) {
  return Error(ErrorKind::remote, "object " + id.hex() + " is not a sound tree",
               "Run `git fsck` on the repository.");
}

}  // namespace

TreeEntries parse_tree_object(const Oid& id, std::string_view object) {
  TreeEntries entries;
  while (!object.empty()) {
    const std::size_t space = object.find(' ');
    const std::size_t end = object.find('\0');
    if (space == std::string_view::npos || end == std::string_view::npos || space + 1 >= end ||
        object.size() < end + 1 + Oid::size) {
      throw not_a_tree(id);
    }
    std::uint32_t mode = 0;
    const auto read = std::from_chars(object.data(), object.data() + space, mode, 8);
    if (read.ec != std::errc() || read.ptr != object.data() + space) throw not_a_tree(id);
    entries.push_back({std::string(object.substr(space + 1, end - space - 1)), canonical_mode(mode),
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
