#include "app/list_files.h"

#include <future>

#include "app/ask_trees.h"
#include "service/metered_http_client.h"
#include "service/tree_diff.h"

namespace auto_sync {
namespace {

/// Both sides' trees, fetched from where they are.
class TwoSides {
 public:
  TwoSides(const ReadEdges& edges, ObjectStore& store, bool source_has_tip)
      : edges_(edges), store_(store), source_has_tip_(source_has_tip) {}

  /// What `ask` does with a server and ids: once with all of them when the source has both sides,
  /// else on both servers at the same time.
  template <typename Ask>
  void each(std::vector<Oid> old_side, std::vector<Oid> new_side, Ask ask) {
    if (source_has_tip_) {
      new_side.insert(new_side.end(), old_side.begin(), old_side.end());
      ask(edges_.source, store_, edges_.clock, std::move(new_side));
      return;
    }
    auto old_trees = std::async(std::launch::async, [&, meter = SideMeter::of_thread()] {
      const SideMeter::Thread metered(meter);
      ask(edges_.target, store_, edges_.clock, std::move(old_side));
    });
    ask(edges_.source, store_, edges_.clock, std::move(new_side));
    old_trees.get();
  }

 private:
  const ReadEdges& edges_;
  ObjectStore& store_;
  bool source_has_tip_;
};

}  // namespace

FileChanges list_files(const ReadEdges& edges, const Oid& carried,
                       const std::optional<Oid>& target_tip, bool source_has_tip) {
  const std::unique_ptr<ObjectStore> store = edges.stores.open();
  if (!target_tip) {
    ask_commit_with_trees(edges.source, *store, edges.clock, carried);
    return diff_trees(*store, std::nullopt, store->commit(carried).tree);
  }
  TwoSides sides(edges, *store, source_has_tip);
  sides.each({*target_tip}, {carried}, ask_bare_commits);
  return diff_trees(
      *store, store->commit(*target_tip).tree, store->commit(carried).tree,
      [&](const NeededTrees& needed) { sides.each(needed.old_side, needed.new_side, ask_trees); });
}

}  // namespace auto_sync
