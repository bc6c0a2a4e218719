#include "policy/plan_sync.h"

#include <algorithm>

#include "base/text.h"
#include "domain/ref_name.h"
#include "policy/phrases.h"
#include "policy/plan_tags.h"

namespace auto_sync {
namespace {

/// The decision about the branch itself: action, status and sentence.
struct BranchDecision {
  RefAction action;
  Status status;
  std::string headline;
};

BranchDecision overwrite(const Settings& settings, const RefFacts& facts) {
  return {RefAction::force, Status::forced,
          "Forced " + target_name(settings) + " from " + facts.target_tip->short_hex() + " to " +
              facts.carried.short_hex() + ", leaving " + commits_phrase(facts.history.behind) +
              " of the target behind."};
}

BranchDecision stop_at_conflict(const Settings& settings, const RefFacts& facts) {
  const HistoryFacts& history = facts.history;
  std::string what;
  if (history.relation == Relation::unrelated) {
    what = "the two histories have no commit in common";
    if (settings.on_conflict == OnConflict::pull_request) {
      what += ", and GitHub takes no pull request between such histories";
    }
  } else {
    what = target_name(settings) + " has " + commits_phrase(history.behind) + " that " +
           facts.carried.short_hex() + " of " + settings.source.display_name() + " lacks";
    if (history.source_has_target) {
      what += " (" + settings.sync_branch + " has them: a green build of a later commit will do)";
    }
  }
  return {RefAction::conflict, Status::conflict,
          "Conflict detected: " + what + ". Nothing was pushed."};
}

/// Whether commits of the target's own are expected there: those that merge it with the source, or
/// that are about to be carried back.
bool target_may_differ(const Settings& settings) {
  return settings.direction == Direction::both || settings.on_conflict == OnConflict::merge ||
         settings.on_conflict == OnConflict::pull_request;
}

BranchDecision merge(const Settings& settings, const RefFacts& facts) {
  return {RefAction::merge, Status::merged,
          "Merged " + commits_phrase(facts.history.ahead) + " of " +
              settings.source.display_name() + " " + settings.sync_branch + " into " +
              target_name(settings) + ", which had " + commits_phrase(facts.history.behind) +
              " of its own; now at " + facts.merge_commit->id.short_hex() + "."};
}

/// Whether a merge is what the settings want done about this pair.
bool merges(const Settings& settings, const HistoryFacts& history) {
  return settings.on_conflict == OnConflict::merge && !settings.may_overwrite() &&
         history.tested_in_source && history.relation == Relation::diverged;
}

BranchDecision decide_diverged(const Settings& settings, const RefFacts& facts) {
  if (settings.may_overwrite()) return overwrite(settings, facts);
  if (settings.on_conflict == OnConflict::merge) {
    if (facts.merge_commit) return merge(settings, facts);
    if (facts.history.only_our_merges) {
      return {RefAction::skip, Status::in_sync,
              target_name(settings) + " lacks nothing of " + settings.source.display_name() +
                  " but merges that auto-sync made: nothing to do."};
    }
  }
  return stop_at_conflict(settings, facts);
}

BranchDecision decide_branch(const Settings& settings, const RefFacts& facts) {
  const HistoryFacts& history = facts.history;
  const std::string carried = facts.carried.short_hex();
  switch (history.relation) {
    case Relation::same:
      return {RefAction::skip, Status::in_sync,
              target_name(settings) + " already has " + carried + ": nothing to do."};
    case Relation::target_missing:
      return {RefAction::create, Status::synced,
              "First sync: created " + target_name(settings) + " at " + carried + "."};
    case Relation::fast_forward:
      return {RefAction::fast_forward, Status::synced,
              "Synced " + commits_phrase(history.ahead) + " to " + target_name(settings) +
                  ", now at " + carried + "."};
    case Relation::target_ahead:
      if (settings.force_sync) return overwrite(settings, facts);
      if (history.source_has_target) {
        return {RefAction::skip, Status::in_sync,
                target_name(settings) + " already has " + carried + " and " +
                    commits_phrase(history.behind) + " more of the source: nothing to do."};
      }
      if (target_may_differ(settings)) {
        return {RefAction::skip, Status::in_sync,
                target_name(settings) + " already has " + carried + ", and " +
                    commits_phrase(history.behind) + " of its own: nothing to do."};
      }
      break;
    case Relation::diverged:
    case Relation::unrelated:
    case Relation::unsettled:
      break;
  }
  return decide_diverged(settings, facts);
}

/// Tags alone make the run `synced`, or `forced` when one of them is overwritten.
void account_for_tags(const Settings& settings, Plan& plan) {
  std::size_t sent = 0;
  bool moved = false;
  for (const PlannedRef& tag : plan.tags) {
    if (tag.action == RefAction::conflict) {
      plan.warnings.push_back("Tag " + short_ref_name(tag.name) + " was left alone: it " +
                              tag.reason + ".");
    }
    if (!moves_ref(tag.action)) continue;
    ++sent;
    moved = moved || tag.action == RefAction::force;
  }
  if (sent == 0) return;
  if (plan.status == Status::in_sync) {
    plan.headline = "Synced " + counted(sent, "tag") + " to " + settings.target.display_name() +
                    "; " + settings.target_branch + " was in sync already.";
    plan.status = Status::synced;
  }
  if (moved) plan.status = Status::forced;
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

Plan plan_blocked(const std::string& reason) {
  Plan plan;
  plan.status = Status::blocked;
  plan.headline = reason;
  return plan;
}

Plan plan_sync(const Settings& settings, const GateVerdict& gate, const RefFacts& facts) {
  if (gate.gate == Gate::wait || gate.gate == Gate::block) return plan_blocked(gate.reason);
  if (!facts.history.tested_in_source) {
    return plan_blocked(
        "Blocked: the tested commit " + gate.tested_commit.value_or(facts.carried).short_hex() +
        " is no longer in " + settings.source.display_name() + " " + settings.sync_branch +
        ". The branch was rewritten after the build; build it again.");
  }
  BranchDecision decision = decide_branch(settings, facts);
  Plan plan;
  plan.status = decision.status;
  plan.headline = std::move(decision.headline);
  plan.commits = facts.history.ahead;
  plan.common = facts.history.common(facts.target_tip);
  plan.branch = {
      branch_ref(settings.target_branch), facts.target_tip, std::nullopt, decision.action, {}};
  if (plan.branch.action == RefAction::merge) plan.merge_commit = facts.merge_commit;
  if (moves_ref(plan.branch.action)) {
    plan.branch.new_id = plan.merge_commit ? plan.merge_commit->id : facts.carried;
  }
  if (plan.status == Status::conflict) return plan;
  plan.tags = plan_tags(settings, facts.tags);
  account_for_tags(settings, plan);
  return plan;
}

}  // namespace auto_sync
