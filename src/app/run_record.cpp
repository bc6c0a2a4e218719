#include "app/run_record.h"

#include <algorithm>
#include <utility>

#include "base/escape.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/ref_name.h"
#include "policy/explain_refusals.h"
#include "policy/judge_push.h"
#include "policy/large_file.h"
#include "policy/plan_backups.h"

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

/// The sentence of a run whose push was refused, at least in part.
std::string rejection(const Settings& settings, const std::vector<RefResult>& refs,
                      std::size_t rejected) {
  const std::string server = "Rejected: the server of " + settings.target.display_name();
  if (const RefResult* backup = refused_backup(refs)) {  // those go first, and alone
    return server + " refused the backup " + backup->planned.name +
           ", so nothing was overwritten. " + backup_remedy(settings.backup);
  }
  return server + " refused " + counted(rejected, "ref") + " of " + std::to_string(refs.size()) +
         ".";
}

}  // namespace

void RunRecord::attempts(const std::function<Attempt()>& attempt) {
  Attempt end = Attempt::again;
  for (int made = 1; made <= max_attempts; made = end == Attempt::next ? 1 : made + 1) {
    result_.attempts = made;
    result_.warnings.clear();
    end = attempt();
    if (end == Attempt::ended) return;
  }
  give_up();
}

void RunRecord::give_up() {
  conclude(Status::rejected,
           "Rejected: " + settings_.target.display_name() + " " + settings_.target_branch +
               " changed each time it was about to be pushed, " + std::to_string(max_attempts) +
               " times. Nothing was overwritten; run the sync again.");
}

void RunRecord::target(const TargetListing& listing) {
  const ListedRef* tip = listing.find(branch_ref(settings_.target_branch));
  result_.target_before = tip == nullptr ? std::nullopt : std::optional(tip->id);
  result_.target_after = result_.target_before;
  result_.target_listed = true;
  log::info("{} {} {} {}", settings_.target_role(), settings_.target.display_name(),
            settings_.target_branch,
            tip == nullptr ? std::string("does not exist yet") : "is at " + tip->id.short_hex());
  move(settings_.target_role() + "_repo", settings_.target, listing.moved_to);
}

void RunRecord::move(const std::string& input, const RepositoryAddress& asked,
                     const std::string& moved_to) {
  if (moved_to.empty()) return;
  result_.warnings.push_back(asked.display_name() + " has moved to " + printable(moved_to) +
                             "; update the name in " + input + ".");
}

void RunRecord::plan(const Plan& plan) {
  log::info("plan: {}", describe(plan));
  result_.refs.clear();
  if (!plan.branch.name.empty()) result_.refs.push_back({plan.branch, {}, {}});
  for (const auto* refs : {&plan.tags, &plan.backups}) {
    for (const PlannedRef& ref : *refs) result_.refs.push_back({ref, {}, {}});
  }
  result_.warnings.insert(result_.warnings.end(), plan.warnings.begin(), plan.warnings.end());
}

void RunRecord::push(PushEnd end, const Plan& plan) {
  std::size_t rejected = 0;
  for (const RefResult& pushed : end.refs) {
    if (pushed.outcome == RefResult::Outcome::rejected) ++rejected;
    for (RefResult& known : result_.refs) {
      if (known.planned.name != pushed.planned.name) continue;
      known.outcome = pushed.outcome;
      known.message = pushed.message;
    }
  }
  result_.proof = end.proof;
  result_.sent_unconfirmed = end.sent_unconfirmed;
  result_.server_messages = std::move(end.server_messages);
  result_.pack_bytes = end.pack_bytes;
  result_.pack_objects = end.pack_objects;
  result_.pruned_backups = std::move(end.pruned);
  if (end.target_after) result_.target_after = end.target_after;
  result_.warnings.insert(result_.warnings.end(), end.warnings.begin(), end.warnings.end());
  if (!result_.refs.empty() && result_.refs.front().outcome == RefResult::Outcome::accepted &&
      !end.target_after) {
    result_.target_after = plan.branch.new_id;
  }
  if (end.sent_unconfirmed) return;
  if (end.large_file) {
    result_.explanations.push_back(explain_large_file(*end.large_file));
    conclude(Status::rejected, large_file_sentence(settings_, *end.large_file));
    return;
  }
  if (rejected == 0) {
    conclude(plan.status, plan.headline);
  } else {
    conclude(Status::rejected, rejection(settings_, end.refs, rejected));
  }
}

void RunRecord::conclude(Status status, std::string headline) {
  if (settings_.dry_run) {
    result_.planned_status = status;
    result_.status = Status::dry_run;
    result_.headline = "Dry run, nothing was pushed. Without it: " + headline;
  } else {
    result_.status = status;
    result_.headline = std::move(headline);
  }
  result_.exit_code = exit_code(result_.status, settings_.fail_when_blocked);
}

void RunRecord::refusals() {
  for (Explanation& cause : explain_refusals(settings_, result_)) {
    result_.explanations.push_back(std::move(cause));
  }
  if (!result_.failure || result_.explanations.empty()) return;
  Explanation& cause = result_.explanations.front();
  result_.failure->hint = cause.remedy;
  if (cause.name != "archived") return;
  cause.quote = printable(result_.failure->message, true);
  result_.failure.reset();
  conclude(Status::rejected, "Rejected before anything was sent: " + cause.meaning);
}

}  // namespace auto_sync
