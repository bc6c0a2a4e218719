#include "domain/tree_fault.h"

#include <unordered_set>

#include "domain/dot_git.h"

namespace auto_sync {
namespace {

/// What is wrong with an entry whatever stands beside it.
std::optional<TreeFault> fault_of_entry(const TreeEntry& entry) {
  if (entry.name.find('/') != std::string::npos) return TreeFault::slash;
  if (entry.name == "." || entry.name == "..") return TreeFault::dot;
  if (is_dot_git(entry.name)) return TreeFault::dot_git;
  if (entry.mode == FileMode::symlink && is_dot_gitmodules(entry.name)) {
    return TreeFault::modules_link;
  }
  return std::nullopt;
}

}  // namespace

std::string_view describe(TreeFault fault) {
  switch (fault) {
    case TreeFault::slash:
      return "is a path and not a name";
    case TreeFault::dot:
      return "would lead elsewhere";
    case TreeFault::dot_git:
      return "would be taken for `.git`";
    case TreeFault::modules_link:
      return "is a symbolic link in the place of `.gitmodules`";
    case TreeFault::repeated:
      return "is there twice";
    case TreeFault::unsorted:
      break;
  }
  return "is out of order";
}

std::optional<FaultyEntry> find_fault(const TreeEntries& entries) {
  std::unordered_set<std::string_view> names;
  const TreeEntry* before = nullptr;
  for (const TreeEntry& entry : entries) {
    if (const auto fault = fault_of_entry(entry)) return FaultyEntry{entry.name, *fault};
    if (!names.insert(entry.name).second) return FaultyEntry{entry.name, TreeFault::repeated};
    if (before != nullptr && !in_tree_order(*before, entry)) {
      return FaultyEntry{entry.name, TreeFault::unsorted};
    }
    before = &entry;
  }
  return std::nullopt;
}

}  // namespace auto_sync
