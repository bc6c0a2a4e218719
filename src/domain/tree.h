#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/oid.h"

namespace auto_sync {

/// The modes that git's trees know (gitformat: `tree`).
enum class FileMode : std::uint32_t {
  directory = 0040000,
  file = 0100644,
  executable = 0100755,
  symlink = 0120000,
  submodule = 0160000,
};

/// One entry of a tree object. `name` is the entry's own bytes, without slashes.
struct TreeEntry {
  std::string name;
  FileMode mode = FileMode::file;
  Oid id;

  bool is_directory() const { return mode == FileMode::directory; }
  bool operator==(const TreeEntry&) const = default;
};

/// A tree object's entries in git's order (a directory sorts as if its name ended in a slash).
using TreeEntries = std::vector<TreeEntry>;

/// Whether `a` comes before `b` in a tree object.
bool in_tree_order(const TreeEntry& a, const TreeEntry& b);

}  // namespace auto_sync
