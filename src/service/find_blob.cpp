#include "service/find_blob.h"

#include <deque>
#include <unordered_set>

#include "service/tree_walk_limits.h"

namespace auto_sync {
namespace {

/// Of paths that lead to directories.
constexpr std::size_t search_path_bytes_at_most = 32U << 20;

struct OpenDirectory {
  std::string path;  ///< empty, or with a slash at its end
  Oid tree;
};

class BlobSearch {
 public:
  BlobSearch(ObjectStore& store, const Oid& blob) : store_(store), blob_(blob) {}

  std::optional<std::string> below(const Oid& root) {
    std::deque<OpenDirectory> open{{{}, root}};
    while (!open.empty()) {
      const OpenDirectory directory = std::move(open.front());
      open.pop_front();
      if (!seen_.insert(directory.tree).second || !store_.contains(directory.tree)) continue;
      budget_.enter_tree(0);
      for (TreeEntry& entry : store_.tree(directory.tree)) {
        std::string path = directory.path + entry.name;
        if (entry.id == blob_) return path;
        if (!entry.is_directory() || seen_.contains(entry.id)) continue;
        budget_.keep(path.size() + sizeof(OpenDirectory));
        open.push_back({std::move(path) + "/", entry.id});
      }
    }
    return std::nullopt;
  }

 private:
  ObjectStore& store_;
  const Oid& blob_;
  WalkBudget budget_{search_path_bytes_at_most};
  std::unordered_set<Oid> seen_;  ///< a tree looked into once need not be looked into again
};

}  // namespace

std::optional<std::string> find_blob(ObjectStore& store, const std::vector<Oid>& commits,
                                     const Oid& blob) {
  BlobSearch search(store, blob);
  std::deque<Oid> open(commits.begin(), commits.end());
  std::unordered_set<Oid> seen;
  while (!open.empty()) {
    const Oid id = open.front();
    open.pop_front();
    if (!seen.insert(id).second || !store.contains(id)) continue;
    const Commit commit = store.commit(id);
    if (auto path = search.below(commit.tree)) return path;
    open.insert(open.end(), commit.parents.begin(), commit.parents.end());
  }
  return std::nullopt;
}

}  // namespace auto_sync
