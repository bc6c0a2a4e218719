#include "service/tree_diff.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "service/tree_walk_limits.h"

namespace auto_sync {
namespace {

/// What is remembered of directories that differ.
constexpr std::size_t diff_bytes_at_most = 32U << 20;
/// Names remembered from the comparison, so that trees need not be read again to list them.
constexpr std::size_t remembered_bytes_at_most = 8U << 20;
/// Files that a few small trees may come to; counts are exact up to here.
constexpr std::uint64_t files_at_most = std::uint64_t{1} << 53U;

/// The two trees of a directory that differs; none on one side: it is not there.
struct TreePair {
  std::optional<Oid> before;
  std::optional<Oid> after;
  auto operator<=>(const TreePair&) const =
      default;  // NOLINT(modernize-use-nullptr): a false alarm
};

/// One name that differs: in a directory before, after, or both times (then of the same kind, since
/// a directory sorts unlike a file of its name).
struct Difference {
  const TreeEntry& entry;  ///< one of the two
  const TreeEntry* before;
  const TreeEntry* after;

  TreePair trees() const {
    const auto id = [](const TreeEntry* side) {
      return side != nullptr ? std::optional(side->id) : std::nullopt;
    };
    return {id(before), id(after)};
  }
  FileChange change() const {
    if (before == nullptr) return FileChange::added;
    return after == nullptr ? FileChange::deleted : FileChange::modified;
  }
};

/// Equal pairs of trees differ in the same files wherever they lie: each is compared once, the
/// counts are added up from below, and only the paths that are listed are followed by name.
class TreeDiff {
 public:
  explicit TreeDiff(ObjectStore& store) : store_(store) {}

  FileChanges run(const TreePair& root, const BringTrees& bring) {
    if (root.before == root.after) return {};
    compare_all(root, bring);
    const Counts& all = add_up(root, 0).counts;
    changes_.added = all.added;
    changes_.modified = all.modified;
    changes_.deleted = all.deleted;
    list(root, {});
    return std::move(changes_);
  }

 private:
  struct Counts {
    std::uint64_t added = 0;
    std::uint64_t modified = 0;
    std::uint64_t deleted = 0;

    std::uint64_t total() const { return added + modified + deleted; }
    std::uint64_t& of(FileChange change) {
      switch (change) {
        case FileChange::added:
          return added;
        case FileChange::deleted:
          return deleted;
        case FileChange::modified:
          break;
      }
      return modified;
    }
    void add(const Counts& other) {
      added += other.added;
      modified += other.modified;
      deleted += other.deleted;
    }
  };
  struct Named {
    std::string name;
    std::optional<TreePair> directory;
    FileChange change;
  };
  struct Directory {
    Counts counts;                            ///< own files; once added up, all below
    std::vector<TreePair> below;              ///< directories that differ; none once added up
    std::size_t levels = 0;                   ///< below this one; 0: not added up yet
    std::optional<std::vector<Named>> first;  ///< the first names; none where they took too much
  };
  using Level = std::vector<const std::pair<const TreePair, Directory>*>;

  static NeededTrees needed(const Level& level) {
    NeededTrees trees;
    for (const auto* known : level) {
      const TreePair& pair = known->first;
      if (pair.before) trees.old_side.push_back(*pair.before);
      if (pair.after) trees.new_side.push_back(*pair.after);
    }
    return trees;
  }

  TreeEntries entries(const std::optional<Oid>& tree) {
    return tree ? store_.tree(*tree) : TreeEntries();
  }

  /// Calls `differs` for each name that differs, in the order of trees, until it says false.
  template <typename Differs>
  void compare(const TreePair& pair, Differs differs) {
    const TreeEntries before = entries(pair.before);
    const TreeEntries after = entries(pair.after);
    auto old_entry = before.begin();
    auto new_entry = after.begin();
    while (old_entry != before.end() || new_entry != after.end()) {
      const bool only_before = new_entry == after.end() ||
                               (old_entry != before.end() && in_tree_order(*old_entry, *new_entry));
      const bool only_after =
          old_entry == before.end() || (!only_before && in_tree_order(*new_entry, *old_entry));
      const Difference found{only_after ? *new_entry : *old_entry,
                             only_after ? nullptr : &*old_entry,
                             only_before ? nullptr : &*new_entry};
      const bool same = !only_after && !only_before && *old_entry == *new_entry;
      if (!same && !differs(found)) return;
      if (!only_after) ++old_entry;
      if (!only_before) ++new_entry;
    }
  }

  void compare_all(const TreePair& root, const BringTrees& bring) {
    Level level{&*directories_.try_emplace(root).first};
    for (std::size_t depth = 0; !level.empty(); ++depth) {
      if (bring) bring(needed(level));
      Level below;
      for (const auto* known : level) {
        budget_.enter_tree(depth);
        Directory& directory = directories_[known->first];
        directory.first.emplace();
        compare(known->first, [&](const Difference& found) {
          remember(found, directory.first);
          if (!found.entry.is_directory()) {
            ++directory.counts.of(found.change());
            return true;
          }
          budget_.keep(2 * sizeof(TreePair) + sizeof(Directory));
          directory.below.push_back(found.trees());
          const auto [place, fresh] = directories_.try_emplace(directory.below.back());
          if (fresh) below.push_back(&*place);
          return true;
        });
      }
      level = std::move(below);
    }
  }

  const Directory& add_up(const TreePair& pair, std::size_t level) {
    if (level == tree_levels_at_most) throw WalkBudget::too_large();
    Directory& directory = directories_[pair];
    if (directory.levels > 0) return directory;
    std::size_t levels = 0;
    for (const TreePair& below : std::exchange(directory.below, {})) {
      const Directory& sum = add_up(below, level + 1);
      directory.counts.add(sum.counts);
      levels = std::max(levels, sum.levels);
      if (directory.counts.total() > files_at_most) throw WalkBudget::too_large();
    }
    directory.levels = levels + 1;
    if (directory.levels > tree_levels_at_most) throw WalkBudget::too_large();
    return directory;
  }

  static Named named(const Difference& found) {
    Named named{shorten(found.entry.name, name_bytes_at_most), std::nullopt, found.change()};
    if (found.entry.is_directory()) named.directory = found.trees();
    return named;
  }

  /// Adds a name to the first ones of a directory, as long as there is room for all of them.
  void remember(const Difference& found, std::optional<std::vector<Named>>& first) {
    if (!first || first->size() == FileChanges::listed_at_most) return;
    Named name = named(found);
    const std::size_t bytes = sizeof(Named) + name.name.size();
    if (bytes > name_bytes_left_) {
      first.reset();
      return;
    }
    name_bytes_left_ -= bytes;
    first->push_back(std::move(name));
  }

  std::vector<Named> first_names(const TreePair& pair) {
    if (auto& first = directories_[pair].first) return *first;
    std::vector<Named> names;
    compare(pair, [&](const Difference& found) {
      names.push_back(named(found));
      return names.size() < FileChanges::listed_at_most;
    });
    return names;
  }

  /// Lists the first files below `path`, which is empty or ends in a slash; trees are in the order
  /// of their files' paths.
  void list(const TreePair& pair, const std::string& path) {
    for (const Named& name : first_names(pair)) {
      if (changes_.first.size() == FileChanges::listed_at_most) return;
      std::string here = shorten(path + name.name, path_bytes_at_most);
      if (!name.directory) {
        changes_.first.push_back({std::move(here), name.change});
      } else if (directories_[*name.directory].counts.total() > 0) {
        list(*name.directory, here + "/");
      }
    }
  }

  ObjectStore& store_;
  WalkBudget budget_{diff_bytes_at_most};
  std::size_t name_bytes_left_ = remembered_bytes_at_most;
  std::map<TreePair, Directory> directories_;
  FileChanges changes_;
};

}  // namespace

FileChanges diff_trees(ObjectStore& store, const std::optional<Oid>& old_tree,
                       const std::optional<Oid>& new_tree, const BringTrees& bring) {
  return TreeDiff(store).run({old_tree, new_tree}, bring);
}

}  // namespace auto_sync
