#include "policy/plan_sync.h"

#include <algorithm>

#include "domain/ref_name.h"
#include "policy/plan_tags.h"

namespace auto_sync {
namespace {

/// The decision about the branch itself: action, status and why.
struct BranchDecision {
  RefAction action;
  Status status;
  Because because;
};

BranchDecision stay(Because because) {
  return {RefAction::skip, Status::in_sync, because};
}

BranchDecision overwrite() {
  return {RefAction::force, Status::forced, Because::overwrite};
}

/// Whether commits of the target's own are expected there: those that merge it with the source, or
/// that are about to be carried back.
bool target_may_differ(const Settings& settings) {
  return settings.direction == Direction::both || settings.on_conflict == OnConflict::merge ||
         settings.on_conflict == OnConflict::pull_request;
}

/// Whether a merge is what the settings want done about this pair.
bool merges(const Settings& settings, const HistoryFacts& history) {
  return settings.on_conflict == OnConflict::merge && !settings.may_overwrite() &&
         history.tested_in_source && history.relation == Relation::diverged;
}

BranchDecision decide_diverged(const Settings& settings, const RefFacts& facts) {
  if (settings.may_overwrite()) return overwrite();
  if (settings.on_conflict == OnConflict::merge) {
    if (facts.merge_commit) return {RefAction::merge, Status::merged, Because::merge};
    if (facts.history.only_our_merges) return stay(Because::only_our_merges);
  }
  const bool unrelated = facts.history.relation == Relation::unrelated;
  return {RefAction::conflict, Status::conflict,
          unrelated ? Because::unrelated : Because::own_commits};
}

BranchDecision decide_branch(const Settings& settings, const RefFacts& facts) {
  const HistoryFacts& history = facts.history;
  switch (history.relation) {
    case Relation::same:
      return stay(Because::same);
    case Relation::target_missing:
      // A source is only ever fast-forwarded: somebody deleted its branch while the run was on.
      if (settings.is_way_back) {
        return {RefAction::conflict, Status::conflict, Because::source_gone};
      }
      return {RefAction::create, Status::synced, Because::first_sync};
    case Relation::fast_forward:
      return {RefAction::fast_forward, Status::synced, Because::fast_forward};
    case Relation::target_ahead:
      if (settings.force_sync) return overwrite();
      if (history.source_has_target) return stay(Because::source_went_on);
      if (target_may_differ(settings)) return stay(Because::target_went_on);
      break;
    case Relation::diverged:
    case Relation::unrelated:
    case Relation::unsettled:
      break;
  }
  return decide_diverged(settings, facts);
}

/// Tags alone make the run `synced`, or `forced` when one of them is overwritten.
void account_for_tags(Plan& plan) {
  bool sent = false;
  bool moved = false;
  for (const PlannedRef& tag : plan.tags) {
    if (tag.action == RefAction::conflict) {
      plan.warnings.push_back("Tag " + short_ref_name(tag.name) + " was left alone: it " +
                              tag.reason + ".");
    }
    if (!moves_ref(tag.action)) continue;
    sent = true;
    moved = moved || tag.action == RefAction::force;
  }
  if (!sent) return;
  if (plan.status == Status::in_sync) {
    plan.because = Because::tags;
    plan.status = Status::synced;
  }
  if (moved) plan.status = Status::forced;
}

/// On the way back a source with commits of its own is left alone until they are synced.
void leave_newer_alone(const Settings& settings, Plan& plan) {
  const bool waits = settings.is_way_back && settings.on_conflict == OnConflict::fail;
  if (!waits || plan.because == Because::source_gone) return;
  plan.branch.action = RefAction::skip;
  plan.branch.left_alone = true;
  plan.branch.reason = "left alone: it has newer commits of its own";
}

}  // namespace

bool may_be_only_our_merges(const Settings& settings, const HistoryFacts& history) {
  const std::vector<Commit>& commits = history.source_commits;
  return merges(settings, history) && settings.direction != Direction::both && !commits.empty() &&
         commits.size() <= our_merges_at_most &&
         std::all_of(commits.begin(), commits.end(),
                     [](const Commit& commit) { return commit.claims_our_merge; });
}

bool wants_merge(const Settings& settings, const HistoryFacts& history) {
  return merges(settings, history) && !history.only_our_merges;
}

Plan plan_blocked(Because because) {
  Plan plan;
  plan.status = Status::blocked;
  plan.because = because;
  return plan;
}

Plan plan_sync(const Settings& settings, const GateVerdict& gate, const RefFacts& facts) {
  if (gate.gate == Gate::wait || gate.gate == Gate::block) {
    return plan_blocked(Because::gate_closed);
  }
  if (!facts.history.tested_in_source) return plan_blocked(Because::tested_commit_gone);
  const BranchDecision decision = decide_branch(settings, facts);
  Plan plan;
  plan.status = decision.status;
  plan.because = decision.because;
  plan.commits = facts.history.ahead;
  plan.common = facts.history.common(facts.target_tip);
  plan.branch = {
      branch_ref(settings.target_branch), facts.target_tip, std::nullopt, decision.action, {}};
  if (plan.branch.action == RefAction::merge) plan.merge_commit = facts.merge_commit;
  if (moves_ref(plan.branch.action)) {
    plan.branch.new_id = plan.merge_commit ? plan.merge_commit->id : facts.carried;
  }
  if (plan.status == Status::conflict) {
    leave_newer_alone(settings, plan);
    return plan;
  }
  plan.tags = plan_tags(settings, facts.tags);
  account_for_tags(plan);
  return plan;
}

}  // namespace auto_sync
