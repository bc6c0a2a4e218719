#include "service/find_paths.h"

#include <algorithm>

#include "domain/path_pattern.h"
#include "service/tree_walk_limits.h"

namespace auto_sync {
namespace {

struct SearchedDirectory {
  std::string path;  ///< without a slash at its end; empty for the root
  Oid tree;
};

class PathSearch {
 public:
  PathSearch(ObjectStore& store, const std::vector<std::string>& patterns)
      : store_(store), patterns_(patterns), found_(patterns.size(), false) {}

  std::vector<bool> run(const Oid& root, const BringTrees& bring) {
    std::vector<SearchedDirectory> level{{{}, root}};
    for (std::size_t depth = 0; !level.empty(); ++depth) {
      std::erase_if(level,
                    [&](const SearchedDirectory& directory) { return !leads_on(directory.path); });
      visited_ += level.size();
      if (depth == tree_levels_at_most) throw too_many_trees();
      NeededTrees needed;
      for (const SearchedDirectory& directory : level) needed.new_side.push_back(directory.tree);
      if (bring && !level.empty()) bring(needed);
      std::vector<SearchedDirectory> below;
      for (const SearchedDirectory& directory : level) look_into(directory, below);
      level = std::move(below);
    }
    return found_;
  }

 private:
  /// Whether a pattern that has not matched yet may match something below `path`.
  bool leads_on(const std::string& path) const {
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      if (!found_[i] && (path.empty() || may_match_below(patterns_[i], path))) return true;
    }
    return false;
  }

  void look_into(const SearchedDirectory& directory, std::vector<SearchedDirectory>& below) {
    for (const TreeEntry& entry : store_.tree(directory.tree)) {
      std::string path = directory.path.empty() ? entry.name : directory.path + "/" + entry.name;
      for (std::size_t i = 0; i < patterns_.size(); ++i) {
        if (!found_[i]) found_[i] = matches(patterns_[i], path, entry.is_directory());
      }
      if (!entry.is_directory() || !leads_on(path)) continue;
      below.push_back({std::move(path), entry.id});
      if (visited_ + below.size() > trees_at_most) throw too_many_trees();
    }
  }

  static bool matches(std::string_view pattern, const std::string& path, bool directory) {
    if (!pattern.ends_with('/')) return matches_path(pattern, path);
    return directory && matches_path(pattern.substr(0, pattern.size() - 1), path);
  }

  ObjectStore& store_;
  const std::vector<std::string>& patterns_;
  std::vector<bool> found_;
  std::size_t visited_ = 0;
};

}  // namespace

std::vector<bool> find_paths(ObjectStore& store, const Oid& tree,
                             const std::vector<std::string>& patterns, const BringTrees& bring) {
  return PathSearch(store, patterns).run(tree, bring);
}

}  // namespace auto_sync
