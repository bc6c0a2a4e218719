#include "app/roll_back.h"

#include <utility>

#include "app/execute_plan.h"
#include "app/explore_history.h"
#include "base/log.h"
#include "domain/ref_name.h"
#include "policy/plan_rollback.h"

namespace auto_sync {
namespace {

class Rollback {
 public:
  Rollback(const Settings& settings, const PushEdges& edges, const Meter& meter, SyncResult& result)
      : settings_(settings), edges_(edges), result_(result), record_(settings, meter, result) {}

  void execute() {
    result_.found.gate = GateVerdict{Gate::off, "A rollback asks no build.", {}, {}};
    record_.attempts([this] { return attempt(); });
  }

 private:
  Attempt attempt() {
    const TargetListing listing =
        record_.phase("target's refs", [this] { return edges_.target.list(); });
    record_.target(listing);
    const ListedRef* tip = listing.find(branch_ref(settings_.target_branch));
    tip_ = tip == nullptr ? std::nullopt : std::optional(tip->id);
    if (!goal_) goal_ = find_rollback_goal(settings_, listing.refs);
    result_.found.source_sha = goal_->commit;
    result_.found.source_tip = goal_->commit;
    log::info("rollback: to {}{}", goal_->commit.short_hex(),
              goal_->backup.empty() ? "" : ", kept by " + goal_->backup);
    if (!understand(listing)) return Attempt::again;
    Plan plan = plan_rollback(settings_, *goal_, tip_);
    if (result_.found.history) plan.commits = result_.found.history->ahead;
    return execute_plan(settings_, std::move(plan), listing, edges_, record_);
  }

  /// How the commit to restore and the branch's tip are related; false when the target has just
  /// changed.
  bool understand(const TargetListing& listing) {
    if (tip_ == goal_->commit) {
      if (!record_.branch_landed()) result_.found.history.reset();
      return true;
    }
    std::optional<LostCommit> lost;
    result_.found.history = record_.phase("history", [&] {
      return explore_history(edges_.read, goal_->commit, goal_->commit, tip_, {}, &lost);
    });
    if (!result_.found.history && !is_listed(goal_->commit, listing.refs)) {
      throw unknown_commit(settings_, goal_->commit, listing.refs);
    }
    if (lost && record_.loses_again(*lost)) throw names_and_lacks(*lost);
    return result_.found.history.has_value();
  }

  const Settings& settings_;
  const PushEdges& edges_;
  SyncResult& result_;
  RunRecord record_;
  std::optional<RollbackGoal> goal_;
  std::optional<Oid> tip_;  ///< the branch's, in this attempt's listing
};

}  // namespace

void roll_back(const Settings& settings, const PushEdges& edges, const Meter& meter,
               SyncResult& result) {
  Rollback(settings, edges, meter, result).execute();
}

}  // namespace auto_sync
