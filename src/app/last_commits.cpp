#include "app/last_commits.h"

#include <algorithm>
#include <unordered_map>

namespace auto_sync {
namespace {

/// What a tree has at a path.
struct Found {
  bool known = false;  ///< false: a tree on the way is not in the store
  Oid id;              ///< null: there is nothing
  FileMode mode = FileMode::file;
  bool operator==(const Found&) const = default;
};

Found look_up(ObjectStore& store, Oid tree, std::string_view path) {
  for (;;) {
    if (!store.contains(tree)) return {};
    const std::size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    const TreeEntries entries = store.tree(tree);
    const auto entry = std::find_if(entries.begin(), entries.end(),
                                    [&](const TreeEntry& one) { return one.name == name; });
    if (entry == entries.end()) return {true, {}, FileMode::file};
    if (slash == std::string_view::npos) return {true, entry->id, entry->mode};
    if (!entry->is_directory()) return {true, {}, FileMode::file};
    tree = entry->id;
    path.remove_prefix(slash + 1);
  }
}

/// Looks up one path in the trees of commits, each commit once.
class PathHistory {
 public:
  PathHistory(ObjectStore& store, const std::string& path) : store_(store), path_(path) {}

  const Found& at(const Oid& commit, const std::optional<Oid>& tree = {}) {
    const auto known = found_.find(commit);
    if (known != found_.end()) return known->second;
    Found found;
    if (tree) {
      found = look_up(store_, *tree, path_);
    } else if (store_.contains(commit)) {
      found = look_up(store_, store_.commit(commit).tree, path_);
    }
    return found_.emplace(commit, found).first->second;
  }

 private:
  ObjectStore& store_;
  const std::string& path_;
  std::unordered_map<Oid, Found> found_;
};

}  // namespace

std::optional<Commit> last_commit_of(const std::string& path, const std::vector<Commit>& commits,
                                     ObjectStore& store) {
  PathHistory history(store, path);
  for (const Commit& commit : commits) {
    const Found here = history.at(commit.id, commit.tree);
    bool same_as_any = false;
    for (const Oid& parent : commit.parents) {
      const Found before = history.at(parent);
      if (!here.known || !before.known) return std::nullopt;
      same_as_any = same_as_any || before == here;
    }
    if (!same_as_any) return commit;
  }
  return std::nullopt;
}

}  // namespace auto_sync
