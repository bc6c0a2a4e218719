#include "app/make_merge.h"

#include <chrono>
#include <unordered_set>

namespace auto_sync {
namespace {

/// Everything that a tree names, itself included, as far as the store has the trees.
void collect(ObjectStore& store, const Oid& tree, std::unordered_set<Oid>& named) {
  if (!named.insert(tree).second) return;
  for (const TreeEntry& entry : store.tree(tree)) {
    if (entry.is_directory()) {
      collect(store, entry.id, named);
    } else {
      named.insert(entry.id);
    }
  }
}

/// The merge's objects that the source does not send along: one that came twice in a pack would be
/// refused by servers that check what they receive. What a side merged to may well be something
/// that the source has elsewhere.
std::vector<Oid> objects_of_ours(ObjectStore& store, const std::vector<Oid>& made,
                                 const Oid& carried) {
  std::unordered_set<Oid> sent;
  collect(store, store.commit(carried).tree, sent);
  std::vector<Oid> ours;
  for (const Oid& id : made) {
    if (sent.insert(id).second) ours.push_back(id);
  }
  return ours;
}

}  // namespace

MergeCommit make_merge(const MergeSides& sides, const MergeAnalysis& analysis,
                       const Identity& committer, const std::string& message, ObjectStore& store,
                       Clock& clock) {
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch());
  NewCommit commit;
  commit.tree = *analysis.tree;
  commit.parents = {sides.target_tip, sides.carried};
  commit.by = committer;
  commit.time = now.count();
  commit.message = message;
  std::vector<Oid> ids = objects_of_ours(store, analysis.new_objects, sides.carried);
  const Oid id = store.write_commit(commit);
  ids.insert(ids.begin(), id);
  return {id, sides.carried, store.pack(ids)};
}

}  // namespace auto_sync
