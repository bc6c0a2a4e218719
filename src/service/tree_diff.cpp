#include "service/tree_diff.h"

#include <map>

#include "service/tree_walk_limits.h"

namespace auto_sync {
namespace {

/// A directory that differs; none on one side: it is not there.
struct ChangedDirectory {
  std::string path;  ///< empty, or with a slash at its end
  std::optional<Oid> before;
  std::optional<Oid> after;
};

class TreeDiff {
 public:
  TreeDiff(ObjectStore& store, const BringTrees& bring) : store_(store), bring_(bring) {}

  FileChanges run(ChangedDirectory root) {
    std::vector<ChangedDirectory> level;
    if (root.before != root.after) level.push_back(std::move(root));
    for (std::size_t depth = 0; !level.empty(); ++depth) {
      visited_ += level.size();
      if (depth == tree_levels_at_most) throw too_many_trees();
      if (bring_) bring_(needed(level));
      below_.clear();
      for (const ChangedDirectory& directory : level) compare(directory);
      level = std::move(below_);
    }
    for (auto& [path, change] : first_) changes_.first.push_back({path, change});
    return std::move(changes_);
  }

 private:
  static NeededTrees needed(const std::vector<ChangedDirectory>& level) {
    NeededTrees trees;
    for (const ChangedDirectory& directory : level) {
      if (directory.before) trees.old_side.push_back(*directory.before);
      if (directory.after) trees.new_side.push_back(*directory.after);
    }
    return trees;
  }

  TreeEntries entries(const std::optional<Oid>& tree) {
    return tree ? store_.tree(*tree) : TreeEntries();
  }

  void compare(const ChangedDirectory& directory) {
    const TreeEntries before = entries(directory.before);
    const TreeEntries after = entries(directory.after);
    auto old_entry = before.begin();
    auto new_entry = after.begin();
    while (old_entry != before.end() || new_entry != after.end()) {
      const bool only_before = new_entry == after.end() ||
                               (old_entry != before.end() && in_tree_order(*old_entry, *new_entry));
      const bool only_after =
          old_entry == before.end() || (!only_before && in_tree_order(*new_entry, *old_entry));
      note(directory.path, only_after ? nullptr : &*old_entry, only_before ? nullptr : &*new_entry);
      if (!only_after) ++old_entry;
      if (!only_before) ++new_entry;
    }
  }

  /// One name of a directory: in it before, after, or both times (then of the same kind, since a
  /// directory sorts unlike a file of its name).
  void note(const std::string& path, const TreeEntry* before, const TreeEntry* after) {
    const TreeEntry* const entry = before != nullptr ? before : after;
    if (entry == nullptr || (before != nullptr && after != nullptr && *before == *after)) return;
    if (entry->is_directory()) {
      const auto id = [](const TreeEntry* side) {
        return side != nullptr ? std::optional(side->id) : std::nullopt;
      };
      below_.push_back({path + entry->name + "/", id(before), id(after)});
      if (visited_ + below_.size() > trees_at_most) throw too_many_trees();
      return;
    }
    FileChange change = FileChange::modified;
    if (before == nullptr) change = FileChange::added;
    if (after == nullptr) change = FileChange::deleted;
    ++count(change);
    first_.emplace(path + entry->name, change);
    if (first_.size() > FileChanges::listed_at_most) first_.erase(std::prev(first_.end()));
  }

  std::uint64_t& count(FileChange change) {
    switch (change) {
      case FileChange::added:
        return changes_.added;
      case FileChange::deleted:
        return changes_.deleted;
      case FileChange::modified:
        break;
    }
    return changes_.modified;
  }

  ObjectStore& store_;
  const BringTrees& bring_;
  std::size_t visited_ = 0;
  std::vector<ChangedDirectory> below_;
  std::map<std::string, FileChange> first_;  ///< no more of them than are listed
  FileChanges changes_;
};

}  // namespace

FileChanges diff_trees(ObjectStore& store, const std::optional<Oid>& old_tree,
                       const std::optional<Oid>& new_tree, const BringTrees& bring) {
  return TreeDiff(store, bring).run({{}, old_tree, new_tree});
}

}  // namespace auto_sync
