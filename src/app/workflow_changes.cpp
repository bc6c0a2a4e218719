#include "app/workflow_changes.h"

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

#include "app/ask_objects.h"
#include "base/log.h"
#include "domain/ref_name.h"

namespace auto_sync {
namespace {

/// Other branches of the target that are looked at; with more, nothing is certain.
constexpr std::size_t branches_at_most = 8;
constexpr std::string_view folder_names[] = {".github", "workflows"};

/// The folder of workflows in one commit; not readable where the store lacks it, which in an
/// answer of new objects means that it is an old one.
struct Folder {
  bool readable = false;
  TreeEntries entries;

  bool holds(const TreeEntry& wanted) const {
    return std::any_of(entries.begin(), entries.end(), [&](const TreeEntry& entry) {
      return entry.name == wanted.name && entry.id == wanted.id;
    });
  }
};

Folder workflows_of(ObjectStore& store, const Oid& commit) {
  if (!store.contains(commit)) return {};
  Oid tree = store.commit(commit).tree;
  for (const std::string_view name : folder_names) {
    if (!store.contains(tree)) return {};
    const TreeEntries entries = store.tree(tree);
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const TreeEntry& entry) {
      return entry.name == name && entry.is_directory();
    });
    if (found == entries.end()) return {true, {}};
    tree = found->id;
  }
  if (!store.contains(tree)) return {};
  return {true, store.tree(tree)};
}

/// The new commits whose folder of workflows is new too.
std::vector<Commit> suspects(ObjectStore& store, const Oid& carried) {
  std::vector<Commit> found;
  std::vector<Oid> queue = {carried};
  std::unordered_set<Oid> seen = {carried};
  while (!queue.empty()) {
    const Oid id = queue.back();
    queue.pop_back();
    if (!store.contains(id)) continue;
    Commit commit = store.commit(id);
    for (const Oid& parent : commit.parents) {
      if (seen.insert(parent).second) queue.push_back(parent);
    }
    if (!workflows_of(store, id).entries.empty()) found.push_back(std::move(commit));
  }
  return found;
}

/// The target's branches whose files excuse ours, its own branch first.
std::vector<Oid> excusing_tips(const TargetListing& target, const Oid& target_tip) {
  std::vector<Oid> tips = {target_tip};
  for (const ListedRef& ref : target.refs) {
    if (!is_branch_ref(ref.name)) continue;
    if (std::find(tips.begin(), tips.end(), ref.id) == tips.end()) tips.push_back(ref.id);
  }
  return tips;
}

FetchQuestion trees_of(std::vector<Oid> wants) {
  FetchQuestion question;
  question.wants = std::move(wants);
  question.done = true;
  question.filter = ObjectFilter::no_blobs;
  question.needs_filter = true;
  return question;
}

/// What `commit` has that none of its parents and none of the excusing folders has.
void add_changes(ObjectStore& store, const Commit& commit, const std::vector<Folder>& excuses,
                 std::set<std::string>& paths, bool& certain) {
  std::vector<Folder> parents;
  for (const Oid& parent : commit.parents) parents.push_back(workflows_of(store, parent));
  const bool all_readable = std::all_of(parents.begin(), parents.end(),
                                        [](const Folder& parent) { return parent.readable; });
  for (const TreeEntry& entry : workflows_of(store, commit.id).entries) {
    const auto holds = [&](const Folder& folder) { return folder.holds(entry); };
    if (entry.is_directory() || std::any_of(parents.begin(), parents.end(), holds) ||
        std::any_of(excuses.begin(), excuses.end(), holds)) {
      continue;
    }
    paths.insert(".github/workflows/" + entry.name);
    certain = certain && all_readable;
  }
}

std::optional<WorkflowChanges> look(const ReadEdges& edges, const Oid& carried,
                                    const Oid& target_tip, const TargetListing& target) {
  const std::unique_ptr<ObjectStore> store = edges.stores.open();
  FetchQuestion news = trees_of({carried});
  news.haves = {target_tip};
  if (!ask_objects(edges.source, *store, edges.clock, news).pack_received) return std::nullopt;
  if (!store->contains(carried)) return std::nullopt;  // no answer is not "nothing changed"
  const std::vector<Commit> commits = suspects(*store, carried);
  WorkflowChanges changes;
  if (commits.empty()) return changes;

  std::vector<Oid> tips = excusing_tips(target, target_tip);
  if (tips.size() > branches_at_most + 1) {
    changes.certain = false;
    tips.resize(branches_at_most + 1);
  }
  FetchQuestion olds = trees_of(tips);
  olds.depth = 1;
  if (!ask_objects(edges.target, *store, edges.clock, olds).pack_received) {
    changes.certain = false;
  }
  std::vector<Folder> excuses;
  excuses.reserve(tips.size());
  for (const Oid& tip : tips) excuses.push_back(workflows_of(*store, tip));
  std::set<std::string> paths;
  for (const Commit& commit : commits) {
    add_changes(*store, commit, excuses, paths, changes.certain);
  }
  changes.paths.assign(paths.begin(), paths.end());
  return changes;
}

}  // namespace

std::optional<WorkflowChanges> find_workflow_changes(const ReadEdges& edges, const Oid& carried,
                                                     const Oid& target_tip,
                                                     const TargetListing& target) {
  try {
    return look(edges, carried, target_tip, target);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    log::debug("preflight: {}", error.what());
    return std::nullopt;
  }
}

}  // namespace auto_sync
