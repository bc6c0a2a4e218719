#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "domain/tree.h"

namespace auto_sync {

/// What is wrong with an entry of a tree, so that git lets nobody have it in an index
/// (read-cache.c, verify_path), or complains of the tree (fsck.c, fsck_tree).
enum class TreeFault {
  slash,         ///< its name is a path
  dot,           ///< `.` or `..`
  dot_git,       ///< `.git`, or what a file system takes for it
  modules_link,  ///< `.gitmodules` as a symbolic link
  repeated,      ///< the tree has the name twice
  unsorted,      ///< it stands where git's order does not put it
};

/// In words that follow the entry's name: "is a path", say.
std::string_view describe(TreeFault fault);

struct FaultyEntry {
  std::string name;  ///< the entry's own bytes
  TreeFault fault = TreeFault::slash;
};

/// The first entry that has a fault; none when git takes the tree.
std::optional<FaultyEntry> find_fault(const TreeEntries& entries);

}  // namespace auto_sync
