#include "app/run_sync.h"

#include <utility>

#include "app/explore_history.h"
#include "app/push_refs.h"
#include "app/settle_tags.h"
#include "app/survey.h"
#include "base/escape.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/ref_name.h"
#include "policy/plan_sync.h"

namespace auto_sync {
namespace {

constexpr int max_attempts = 3;

class Run {
 public:
  Run(const Settings& settings, const EventContext& event, Edges& edges, SyncResult& result)
      : settings_(settings), event_(event), edges_(edges), result_(result) {}

  void execute();

 private:
  enum class Step { ended, again };

  template <typename Work>
  auto phase(const std::string& name, Work work);
  Step attempt();
  void record_survey();
  void warn_of_move(const std::string& input, const RepositoryAddress& asked,
                    const std::string& moved_to);
  std::optional<HistoryFacts> understand();
  Plan decide(HistoryFacts history);
  void record_plan(const Plan& plan);
  Step push(const Plan& plan);
  void record_push(PushEnd end, const Plan& plan);
  void conclude(Status status, std::string headline);
  void give_up();

  const Settings& settings_;
  const EventContext& event_;
  Edges& edges_;
  SyncResult& result_;
  Survey survey_;
  std::optional<GateVerdict> gate_;  ///< asked once; a lost lease does not change it
  std::optional<Oid> lost_tip_;      ///< the source's tip when it last had lost the tested commit
  Oid carried_;
};

/// Runs one step and notes its time and traffic, however it ends.
template <typename Work>
auto Run::phase(const std::string& name, Work work) {
  struct Note {
    Run& run;
    const std::string& name;
    std::chrono::steady_clock::time_point started = run.edges_.clock.steady();
    Traffic before = run.edges_.traffic();
    ~Note() {
      const std::chrono::duration<double> spent = run.edges_.clock.steady() - started;
      run.result_.phases.push_back({name, spent.count(), run.edges_.traffic() - before});
    }
  } const note{*this, name};
  return work();
}

void Run::record_survey() {
  result_.gate = survey_.gate;
  result_.source_tip = survey_.source_tip;
  result_.target_before = survey_.target_tip;
  result_.target_after = survey_.target_tip;
  result_.target_listed = true;
  log::info("source {} {} is at {}", settings_.source.display_name(), settings_.sync_branch,
            survey_.source_tip.short_hex());
  log::info("target {} {} {}", settings_.target.display_name(), settings_.target_branch,
            survey_.target_tip ? "is at " + survey_.target_tip->short_hex()
                               : std::string("does not exist yet"));
  log::info("gate: {}", survey_.gate.reason);
  warn_of_move("source_repo", settings_.source, survey_.source.moved_to);
  warn_of_move("target_repo", settings_.target, survey_.target.moved_to);
}

void Run::warn_of_move(const std::string& input, const RepositoryAddress& asked,
                       const std::string& moved_to) {
  if (moved_to.empty()) return;
  result_.warnings.push_back(asked.display_name() + " has moved to " + printable(moved_to) +
                             "; update the name in " + input + ".");
}

void Run::conclude(Status status, std::string headline) {
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

/// How the commit to carry and the target are related; nothing when the source has just changed.
std::optional<HistoryFacts> Run::understand() {
  if (survey_.target_tip == carried_) {
    HistoryFacts same;
    same.ahead = 0;
    same.behind = 0;
    same.source_has_target = carried_ == survey_.source_tip;
    return same;
  }
  auto history = phase("history", [&] {
    return explore_history(edges_, carried_, survey_.source_tip, survey_.target_tip);
  });
  if (history) return history;
  if (lost_tip_ != survey_.source_tip) {
    lost_tip_ = survey_.source_tip;
    return std::nullopt;
  }
  // Twice lost while the branch stayed where it is: the tested commit is gone for good.
  HistoryFacts gone;
  gone.tested_in_source = false;
  return gone;
}

Plan Run::decide(HistoryFacts history) {
  RefFacts facts{carried_, survey_.target_tip, std::move(history),
                 select_tags(settings_.tags, survey_.source.refs, survey_.target.refs)};
  if (settings_.tags.mode == TagSelection::Mode::reachable && facts.history.tested_in_source) {
    settle_tags(edges_, carried_, facts.history, facts.tags);
  }
  Plan plan = plan_sync(settings_, survey_.gate, facts);
  result_.history = std::move(facts.history);
  return plan;
}

/// The plan in one line of the log, before anything has happened.
std::string describe(const Plan& plan) {
  if (plan.branch.action == RefAction::conflict) return "nothing can be pushed: a conflict";
  const std::size_t refs = plan.updates().size();
  if (refs == 0) return "nothing to push";
  const std::size_t tags = refs - (plan.branch.new_id ? 1 : 0);
  std::string what;
  if (plan.branch.new_id) {
    what = std::string(plan.branch.action == RefAction::create         ? "create "
                       : plan.branch.action == RefAction::fast_forward ? "fast-forward "
                                                                       : "overwrite ") +
           short_ref_name(plan.branch.name);
  }
  if (tags > 0) what += (what.empty() ? "push " : ", push ") + counted(tags, "tag");
  return what;
}

void Run::record_plan(const Plan& plan) {
  log::info("plan: {}", describe(plan));
  result_.refs.clear();
  if (!plan.branch.name.empty()) result_.refs.push_back({plan.branch, {}, {}});
  for (const PlannedRef& tag : plan.tags) result_.refs.push_back({tag, {}, {}});
  result_.warnings.insert(result_.warnings.end(), plan.warnings.begin(), plan.warnings.end());
}

void Run::record_push(PushEnd end, const Plan& plan) {
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
  if (end.target_after) result_.target_after = end.target_after;
  result_.warnings.insert(result_.warnings.end(), end.warnings.begin(), end.warnings.end());
  if (!result_.refs.empty() && result_.refs.front().outcome == RefResult::Outcome::accepted &&
      !end.target_after) {
    result_.target_after = plan.branch.new_id;
  }
  if (end.sent_unconfirmed) return;
  if (rejected == 0) {
    conclude(plan.status, plan.headline);
  } else {
    conclude(Status::rejected, "Rejected: the server of " + settings_.target.display_name() +
                                   " refused " + counted(rejected, "ref") + " of " +
                                   std::to_string(end.refs.size()) + ".");
  }
}

Run::Step Run::push(const Plan& plan) {
  if (settings_.dry_run) {
    conclude(plan.status, plan.headline);
    return Step::ended;
  }
  PushEnd end =
      phase("push and proof", [&] { return push_refs(settings_, plan, survey_.target, edges_); });
  if (end.kind != PushEnd::Kind::finished) {
    log::warning("The {} changed in the meantime: looking at it anew.",
                 end.kind == PushEnd::Kind::lease_lost ? "target" : "source");
    return Step::again;
  }
  record_push(std::move(end), plan);
  return Step::ended;
}

Run::Step Run::attempt() {
  survey_ = phase("refs and gate", [&] { return take_survey(settings_, event_, edges_, gate_); });
  gate_ = survey_.gate;
  record_survey();
  const bool closed = gate_->gate == Gate::wait || gate_->gate == Gate::block;
  if (closed) {
    conclude(Status::blocked, gate_->reason);
    return Step::ended;
  }
  const bool tip = !gate_->tested_commit || settings_.sync_tip;
  carried_ = tip ? survey_.source_tip : *gate_->tested_commit;
  result_.source_sha = carried_;

  std::optional<HistoryFacts> history = understand();
  if (!history) return Step::again;
  const Plan plan = decide(std::move(*history));
  record_plan(plan);
  if (!plan.updates().empty()) return push(plan);
  conclude(plan.status, plan.headline);
  return Step::ended;
}

void Run::give_up() {
  conclude(Status::rejected,
           "Rejected: " + settings_.target.display_name() + " " + settings_.target_branch +
               " changed each time it was about to be pushed, " + std::to_string(max_attempts) +
               " times. Nothing was overwritten; run the sync again.");
}

void Run::execute() {
  for (int attempts = 1; attempts <= max_attempts; ++attempts) {
    result_.attempts = attempts;
    result_.warnings.clear();
    if (attempt() == Step::ended) return;
  }
  give_up();
}

void record_failure(SyncResult& result, const Error& error, int signal) {
  result.status = Status::error;
  result.planned_status.reset();
  result.exit_code = exit_code(error.kind(), signal);
  result.failure = Failure{error.kind(), error.what(), error.hint()};
  result.headline = error.what();
}

}  // namespace

SyncResult failed_result(const Error& error, int signal,
                         std::chrono::system_clock::time_point now) {
  SyncResult result;
  result.started_at = now;
  result.finished_at = now;
  record_failure(result, error, signal);
  return result;
}

SyncResult run_sync(const Settings& settings, const EventContext& event, Edges& edges) {
  SyncResult result;
  result.started_at = edges.clock.now();
  try {
    Run(settings, event, edges, result).execute();
    if (result.sent_unconfirmed) {
      throw Error(ErrorKind::interrupted,
                  "Interrupted after everything was sent, before the target confirmed it.",
                  "Run the sync again: it finds out what arrived.");
    }
  } catch (const Error& error) {
    record_failure(result, error, edges.interrupted());
  } catch (const std::exception& error) {
    record_failure(result,
                   Error(ErrorKind::internal, std::string("Internal error: ") + error.what(),
                         "This is a bug in auto-sync: please report it with the run's log."),
                   0);
  }
  result.traffic = edges.traffic();
  result.finished_at = edges.clock.now();
  return result;
}

}  // namespace auto_sync
