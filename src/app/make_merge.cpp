#include "app/make_merge.h"

#include <chrono>
#include <unordered_set>

namespace auto_sync {
namespace {

/// Takes from `made` what a tree names, itself included, as far as the store has the trees. Each
/// is looked into once: `seen` are those that were.
void take_sent(ObjectStore& store, const Oid& root, std::unordered_set<Oid>& seen,
               std::unordered_set<Oid>& made) {
  std::vector<Oid> open{root};
  while (!open.empty()) {
    const Oid tree = open.back();
    open.pop_back();
    made.erase(tree);
    if (!seen.insert(tree).second || !store.contains(tree)) continue;
    for (const TreeEntry& entry : store.tree(tree)) {
      if (!entry.is_directory()) {
        made.erase(entry.id);
      } else if (!seen.contains(entry.id)) {
        open.push_back(entry.id);
      }
    }
  }
}

/// Moves what a tree that was made needs from `made` to `needed`: making it may have taken other
/// objects too, as the merge of two merge bases does.
void take_needed(ObjectStore& store, const Oid& tree, std::unordered_set<Oid>& made,
                 std::vector<Oid>& needed) {
  if (made.erase(tree) == 0) return;
  needed.push_back(tree);
  for (const TreeEntry& entry : store.tree(tree)) {
    if (entry.is_directory()) {
      take_needed(store, entry.id, made, needed);
    } else if (made.erase(entry.id) > 0) {
      needed.push_back(entry.id);
    }
  }
}

/// The merge's objects that the source does not send along: one that came twice in a pack would be
/// refused by servers that check what they receive. What a side merged to may well be something
/// that one of the source's commits has.
std::vector<Oid> objects_of_ours(ObjectStore& store, const MergeAnalysis& analysis,
                                 const std::vector<Commit>& source_commits, const Oid& carried) {
  std::unordered_set<Oid> made(analysis.new_objects.begin(), analysis.new_objects.end());
  std::unordered_set<Oid> seen;
  take_sent(store, store.commit(carried).tree, seen, made);
  for (const Commit& commit : source_commits) take_sent(store, commit.tree, seen, made);
  std::vector<Oid> ours;
  take_needed(store, *analysis.tree, made, ours);
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
  std::vector<Oid> ids = objects_of_ours(store, analysis, sides.source_commits, sides.carried);
  const Oid id = store.write_commit(commit);
  ids.insert(ids.begin(), id);
  return {id, sides.carried, store.pack(ids)};
}

}  // namespace auto_sync
