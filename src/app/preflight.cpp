#include "app/preflight.h"

#include <future>
#include <utility>

#include "app/workflow_changes.h"
#include "base/log.h"
#include "policy/judge_preflight.h"

namespace auto_sync {
namespace {

PushKind kind_of(const Plan& plan) {
  return {plan.branch.action == RefAction::create, plan.branch.action == RefAction::force};
}

void log_findings(const std::vector<PreflightFinding>& findings) {
  for (const PreflightFinding& finding : findings) {
    if (finding.verdict == PreflightFinding::Verdict::warning) {
      log::warning("preflight: {}", finding.finding);
    } else {
      log::debug("preflight: {}", finding.finding);
    }
  }
}

}  // namespace

void Preflight::start() {
  if (started_ || github_ == nullptr || !settings_.target.on_server()) return;
  started_ = true;
  asked_.emplace("preflight", edges_.clock, [this] { return ask(); });
}

PreflightFacts Preflight::ask() {
  GithubRepository& github = *github_;
  const std::string& name = settings_.target.full_name;
  PreflightFacts facts;
  if (!settings_.dry_run) {
    facts.repository = github.facts(name);
    return facts;
  }
  auto branch = std::async(std::launch::async, [&, meter = SideMeter::of_thread()] {
    const SideMeter::Thread metered(meter);
    return github.branch(name, settings_.target_branch);
  });
  facts.repository = github.facts(name);
  facts.branch = branch.get();
  return facts;
}

/// Asks for trees only where it matters and is possible: a fast-forward, whose new commits are
/// those that the target lacks.
void Preflight::look_at_workflows(const Plan& plan, const Oid& carried,
                                  const TargetListing& target) {
  const bool matters = facts_.repository && (facts_.repository->lacks_workflow_scope() ||
                                             (settings_.dry_run && !facts_.repository->scopes));
  if (!matters || plan.branch.action != RefAction::fast_forward || !plan.branch.old_id) return;
  facts_.workflows = record_.phase("preflight: workflow files", [&] {
    return find_workflow_changes(edges_, carried, *plan.branch.old_id, target);
  });
}

bool Preflight::stops(const Plan& plan, const Oid& carried, const TargetListing& target) {
  if (asked_) {
    facts_ = asked_->take(result_.cost.phases);
    asked_.reset();
    look_at_workflows(plan, carried, target);
  }
  if (!started_) return false;
  result_.found.preflight = judge_preflight(settings_, facts_, kind_of(plan));
  log_findings(result_.found.preflight);
  const PreflightFinding* stop = find_stop(result_.found.preflight);
  const bool resolves =
      plan.status == Status::conflict && settings_.on_conflict != OnConflict::fail;
  if (stop == nullptr || (plan.updates().empty() && !resolves)) return false;
  record_.plan(plan);
  record_.conclude(Status::rejected, Because::preflight);
  return true;
}

void Preflight::look_back(const Plan& plan) {
  const LedgerRef* branch = result_.ledger.find(plan.branch.name);
  const bool refused = branch != nullptr && fate_of(*branch) == Fate::refused;
  if (!started_ || !refused || facts_.branch) return;
  facts_.branch = record_.phase("preflight, looking back", [&] {
    return github_->branch(settings_.target.full_name, settings_.target_branch);
  });
  if (facts_.branch->known()) {
    result_.found.preflight.push_back(judge_branch(settings_, *facts_.branch, kind_of(plan)));
  }
}

}  // namespace auto_sync
