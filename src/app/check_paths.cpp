#include "app/check_paths.h"

#include <algorithm>

#include "app/ask_trees.h"
#include "service/find_paths.h"

namespace auto_sync {

std::vector<RequiredPath> check_paths(const ReadEdges& edges, const Oid& commit,
                                      const std::vector<std::string>& patterns) {
  const std::unique_ptr<ObjectStore> store = edges.stores.open();
  const bool anywhere = std::any_of(
      patterns.begin(), patterns.end(),
      [](const std::string& pattern) { return pattern.find("**") != std::string::npos; });
  if (anywhere) {
    ask_commit_with_trees(edges.source, *store, edges.clock, commit);
  } else {
    ask_bare_commits(edges.source, *store, edges.clock, {commit});
  }
  const std::vector<bool> found =
      find_paths(*store, store->commit(commit).tree, patterns, [&](const NeededTrees& needed) {
        ask_trees(edges.source, *store, edges.clock, needed.new_side);
      });
  std::vector<RequiredPath> paths;
  for (std::size_t i = 0; i < patterns.size(); ++i) paths.push_back({patterns[i], found[i]});
  return paths;
}

}  // namespace auto_sync
