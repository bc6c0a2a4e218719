#include "app/verify_merges.h"

#include <algorithm>

#include "app/analyse_conflict.h"
#include "app/explore_history.h"
#include "base/log.h"

namespace auto_sync {
namespace {

/// The source on both sides: it has both parents of its merges.
ReadEdges source_alone(const ReadEdges& edges) {
  return {.source = edges.source,
          .target = edges.source,
          .packs = edges.packs,
          .stores = edges.stores,
          .clock = edges.clock};
}

bool is_our_merge(const ReadEdges& edges, const std::vector<MergeRule>& rules,
                  const Commit& merge) {
  if (merge.parents.size() != 2) return false;
  const Oid& first = merge.parents[0];
  const Oid& second = merge.parents[1];
  const std::optional<HistoryFacts> history = explore_history(edges, second, second, first);
  if (!history || history->relation != Relation::diverged) return false;
  return merged_tree(edges, rules, *history, second, first) == merge.tree;
}

}  // namespace

bool are_our_merges(const ReadEdges& edges, const std::vector<MergeRule>& rules,
                    const std::vector<Commit>& merges) {
  const ReadEdges at_source = source_alone(edges);
  try {
    return std::all_of(merges.begin(), merges.end(), [&](const Commit& merge) {
      const bool ours = is_our_merge(at_source, rules, merge);
      log::info("{}: {}", merge.id.short_hex(),
                ours ? "a merge that auto-sync made"
                     : "not what auto-sync would have merged, whatever its message says");
      return ours;
    });
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    log::info("not known whether auto-sync made the source's merges: {}", error.what());
    return false;
  }
}

}  // namespace auto_sync
