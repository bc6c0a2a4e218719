#include "app/run_record.h"

#include <algorithm>
#include <utility>

#include "base/escape.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/ref_name.h"
#include "domain/verdict.h"
#include "policy/explain_refusals.h"
#include "policy/judge_push.h"
#include "policy/judge_status.h"
#include "policy/large_file.h"

namespace auto_sync {
namespace {

constexpr int max_attempts = 3;

std::string_view verb(RefAction action) {
  switch (action) {
    case RefAction::create:
      return "create";
    case RefAction::fast_forward:
      return "fast-forward";
    case RefAction::merge:
      return "merge into";
    default:
      return "overwrite";
  }
}

/// The plan in one line of the log, before anything has happened.
std::string describe(const Plan& plan) {
  if (plan.branch.action == RefAction::conflict) return "nothing can be pushed: a conflict";
  if (plan.updates().empty()) return "nothing to push";
  const auto tags = static_cast<std::size_t>(
      std::count_if(plan.tags.begin(), plan.tags.end(),
                    [](const PlannedRef& tag) { return tag.new_id.has_value(); }));
  std::string what;
  if (plan.branch.new_id) {
    what = std::string(verb(plan.branch.action)) + " " + short_ref_name(plan.branch.name);
  }
  if (tags > 0) what += (what.empty() ? "push " : ", push ") + counted(tags, "tag");
  if (!plan.backups.empty()) what += ", keep what was there as " + plan.backups.front().name;
  return what;
}

}  // namespace

void RunRecord::attempts(const std::function<Attempt()>& attempt) {
  Attempt end = Attempt::again;
  for (int made = 1; made <= max_attempts; made = end == Attempt::next ? 1 : made + 1) {
    result_.cost.attempts = made;
    result_.ledger.begin_attempt();
    result_.end.warnings.clear();
    end = attempt();
    if (end == Attempt::ended) return;
  }
  give_up();
}

bool RunRecord::loses_again(const LostCommit& lost) {
  return std::exchange(lost_, lost) == lost;
}

void RunRecord::give_up() {
  conclude(Status::rejected, Because::changed_each_time);
}

bool RunRecord::branch_landed() const {
  const LedgerRef* branch = result_.ledger.find(result_.ledger.branch());
  return branch != nullptr && landed(*branch) != nullptr;
}

void RunRecord::target(const TargetListing& listing) {
  const ListedRef* tip = listing.find(branch_ref(settings_.target_branch));
  result_.ledger.name_branch(branch_ref(settings_.target_branch));
  result_.ledger.list_branch(tip == nullptr ? std::nullopt : std::optional(tip->id));
  log::info("{} {} {} {}", settings_.target_role(), settings_.target.display_name(),
            settings_.target_branch,
            tip == nullptr ? std::string("does not exist yet") : "is at " + tip->id.short_hex());
  move(settings_.target_role() + "_repo", settings_.target, listing.moved_to);
}

void RunRecord::move(const std::string& input, const RepositoryAddress& asked,
                     const std::string& moved_to) {
  if (moved_to.empty()) return;
  result_.end.warnings.push_back(asked.display_name() + " has moved to " + printable(moved_to) +
                                 "; update the name in " + input + ".");
}

void RunRecord::plan(const Plan& plan) {
  log::info("plan: {}", describe(plan));
  if (!plan.branch.name.empty()) result_.ledger.plan(plan.branch);
  for (const auto* refs : {&plan.tags, &plan.backups}) {
    for (const PlannedRef& ref : *refs) result_.ledger.plan(ref);
  }
  result_.end.warnings.insert(result_.end.warnings.end(), plan.warnings.begin(),
                              plan.warnings.end());
}

void RunRecord::push(PushEnd end, const Plan& plan) {
  result_.cost.pack_bytes += end.pack_bytes;
  result_.cost.pack_objects += end.pack_objects;
  result_.end.warnings.insert(result_.end.warnings.end(), end.warnings.begin(), end.warnings.end());
  if (end.large_file) {
    result_.found.explanations.push_back(explain_large_file(*end.large_file));
    result_.found.large_file = std::move(end.large_file);
    conclude(Status::rejected, Because::large_file);
    return;
  }
  const Ledger& ledger = result_.ledger;
  add_warnings(plan);
  if (ledger.any(Fate::refused) || ledger.any(Fate::instead)) {
    conclude(Status::rejected, plan.because);
  } else if (ledger.any(Fate::unknown)) {
    throw unseen_push(ledger);
  } else {
    conclude(plan.status, plan.because);
  }
}

/// What a reader must know of a push that ended, beside its verdicts.
void RunRecord::add_warnings(const Plan& plan) {
  if (const auto apart = moved_apart(plan, result_.ledger)) result_.end.warnings.push_back(*apart);
  if (proof_of(result_.ledger) == Proof::differs && !result_.ledger.any(Fate::unknown)) {
    result_.end.warnings.emplace_back(
        "The target reported success, but lists other values than were pushed: somebody has "
        "pushed since.");
  } else if (proof_of(result_.ledger) == Proof::unconfirmed) {
    result_.end.warnings.emplace_back(
        "The push succeeded, but the target could not be listed again afterwards.");
  }
}

void RunRecord::conclude(Status status, Because because) {
  result_.end.because = because;
  if (settings_.dry_run) {
    result_.end.planned_status = status;
    result_.end.status = Status::dry_run;
  } else {
    result_.end.status = status_of(settings_, result_.ledger, status);
  }
  result_.end.exit_code = exit_code(result_.end.status, settings_.fail_when_blocked);
}

void RunRecord::refusals() {
  for (Explanation& cause : explain_refusals(settings_, result_)) {
    result_.found.explanations.push_back(std::move(cause));
  }
  if (!result_.end.failure || result_.found.explanations.empty()) return;
  Explanation& cause = result_.found.explanations.front();
  result_.end.failure->hint = cause.remedy;
  if (cause.kind != RefusalKind::archived) return;
  cause.quote = printable(result_.end.failure->message, true);
  result_.end.failure.reset();
  conclude(Status::rejected, Because::archived);
}

}  // namespace auto_sync
