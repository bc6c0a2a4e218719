#include "service/find_paths.h"

#include <algorithm>
#include <set>
#include <utility>

#include "domain/path_pattern.h"
#include "service/tree_walk_limits.h"

namespace auto_sync {
namespace {

/// How far the patterns have come along a path.
using Progress = std::vector<PathMatch>;

/// What is remembered of directories, so that equal ones are looked into once.
constexpr std::size_t search_bytes_at_most = 32U << 20;

class PathSearch {
 public:
  PathSearch(ObjectStore& store, const std::vector<std::string>& patterns)
      : store_(store), patterns_(patterns), found_(patterns.size(), false) {}

  std::vector<bool> run(const Oid& root, const BringTrees& bring) {
    Progress start;
    for (const std::string& pattern : patterns_) {
      const bool directories_alone = pattern.ends_with('/');
      start.emplace_back(std::string_view(pattern).substr(0, pattern.size() - directories_alone));
    }
    Level level;
    if (leads_on(start)) level.emplace(root, std::move(start));
    for (std::size_t depth = 0; !level.empty(); ++depth) {
      NeededTrees needed;
      for (const auto& [tree, progress] : level) {
        budget_.enter_tree(depth);
        if (needed.new_side.empty() || needed.new_side.back() != tree) {
          needed.new_side.push_back(tree);
        }
      }
      if (bring) bring(needed);
      below_.clear();
      for (const auto& [tree, progress] : level) look_into(tree, progress);
      level = std::exchange(below_, {});
    }
    return found_;
  }

 private:
  /// Directories of one level. What is found in one depends on its tree and on what the patterns
  /// have left, and not on its path.
  using Level = std::set<std::pair<Oid, Progress>>;

  /// Whether a pattern that has not matched yet may match something that begins so.
  bool leads_on(const Progress& progress) const {
    for (std::size_t i = 0; i < progress.size(); ++i) {
      if (!found_[i] && progress[i].may_match()) return true;
    }
    return false;
  }

  void look_into(const Oid& tree, const Progress& progress) {
    if (!leads_on(progress)) return;
    for (const TreeEntry& entry : store_.tree(tree)) {
      Progress here = progress;
      for (std::size_t i = 0; i < here.size(); ++i) {
        if (found_[i]) continue;
        here[i].read(entry.name);
        found_[i] = here[i].matched() && (entry.is_directory() || !patterns_[i].ends_with('/'));
        here[i].read("/");
      }
      if (!entry.is_directory() || !leads_on(here)) continue;
      if (!below_.emplace(entry.id, std::move(here)).second) continue;
      std::size_t bytes = sizeof(Oid);
      for (const std::string& pattern : patterns_) bytes += sizeof(PathMatch) + pattern.size();
      budget_.keep(bytes);
    }
  }

  ObjectStore& store_;
  const std::vector<std::string>& patterns_;
  std::vector<bool> found_;
  WalkBudget budget_{search_bytes_at_most};
  Level below_;
};

}  // namespace

std::vector<bool> find_paths(ObjectStore& store, const Oid& tree,
                             const std::vector<std::string>& patterns, const BringTrees& bring) {
  return PathSearch(store, patterns).run(tree, bring);
}

}  // namespace auto_sync
