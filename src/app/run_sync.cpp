#include "app/run_sync.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "app/analyse_conflict.h"
#include "app/execute_plan.h"
#include "app/explore_history.h"
#include "app/make_merge.h"
#include "app/preflight.h"
#include "app/propose_pull_request.h"
#include "app/roll_back.h"
#include "app/settle_tags.h"
#include "app/side_questions.h"
#include "app/survey.h"
#include "app/transfer_question.h"
#include "app/verify_merges.h"
#include "base/as_error.h"
#include "base/log.h"
#include "policy/judge_trees.h"
#include "policy/plan_sync.h"
#include "policy/render_merge_message.h"
#include "service/tree_diff.h"

namespace auto_sync {
namespace {

class Run {
 public:
  Run(const Settings& settings, const EventContext& event, const Edges& edges, SyncResult& result)
      : settings_(settings),
        event_(event),
        edges_(edges),
        result_(result),
        record_(settings, edges.meter, result),
        preflight_(settings, edges.github.target, edges.read(), record_, result) {}

  void execute() {
    record_.attempts([this] { return attempt(); });
  }

 private:
  Attempt attempt();
  void record_survey();
  void begin_transfer(std::uint64_t commits);
  std::optional<HistoryFacts> explore();
  std::optional<bool> has_tested_commit(const HistoryFacts& history);
  bool may_be_gone(const LostCommit& lost) const;
  std::optional<HistoryFacts> understand();
  void look_for_earlier_pushes(const HistoryFacts& history);
  Plan decide(HistoryFacts history);
  Plan look_into(Plan plan, SideQuestions& beside);
  void analyse(const Plan& plan);
  Plan merge();
  Attempt resolve_conflict();
  Proposal proposal() const;

  const Settings& settings_;
  const EventContext& event_;
  const Edges& edges_;
  SyncResult& result_;
  RunRecord record_;
  Preflight preflight_;
  Survey survey_;
  std::optional<GateVerdict> gate_;  ///< asked once; a lost lease does not change it
  std::vector<Oid> left_;            ///< green commits that the branch no longer contains
  std::optional<LostCommit> lost_;   ///< when the histories were last asked for
  Oid carried_;
  RefFacts facts_;  ///< what the plan rests on
  ConflictAnalysis conflict_;
};

void Run::record_survey() {
  result_.found.gate = survey_.gate;
  result_.found.source_tip = survey_.source_tip;
  log::info("{} {} {} is at {}", settings_.source_role(), settings_.source.display_name(),
            settings_.sync_branch, survey_.source_tip.short_hex());
  record_.move(settings_.source_role() + "_repo", settings_.source, survey_.source.moved_to);
  record_.target(survey_.target);
  log::info("gate: {}", survey_.gate.reason);
}

/// Asks for the objects already, while the history is being asked for: nearly always it is a
/// fast-forward of a few commits, and the push then need not wait. Only the commit itself is asked
/// for, so that new tags on other commits make it pointless. `commits`: how many there are.
void Run::begin_transfer(std::uint64_t commits) {
  if (settings_.dry_run || !survey_.target_tip) return;
  std::unordered_set<std::string> same_tags;
  for (const TagFacts& tag :
       select_tags(settings_.tags, survey_.source.refs, survey_.target.refs)) {
    if (tag.same()) {
      same_tags.insert(tag.source.name);
    } else if (tag.source.id != carried_) {
      return;
    }
  }
  const FetchQuestion question =
      transfer_question({*survey_.target_tip}, {carried_}, survey_.target, same_tags, commits);
  if (!question.wants.empty()) edges_.push.transfer.begin(question);
}

/// How the commit to carry and the target are related; nothing when the source has just changed.
std::optional<HistoryFacts> Run::explore() {
  if (survey_.target_tip == carried_) {
    HistoryFacts same;
    same.ahead = 0;
    same.behind = 0;
    same.source_has_target = carried_ == survey_.source_tip;
    return same;
  }
  preflight_.start();
  return record_.phase("history", [&] {
    begin_transfer(1);
    // As soon as they turn out to be many, another pack is the right one.
    return explore_history(
        edges_.read(), carried_, survey_.source_tip, survey_.target_tip,
        [&](std::uint64_t commits) {
          if (commits > thin_commits) begin_transfer(commits);
        },
        &lost_);
  });
}

/// Whether the source branch has the commit that the build tested, whichever one is carried; asked
/// for only where the history does not tell. Nothing when the source has just changed.
std::optional<bool> Run::has_tested_commit(const HistoryFacts& history) {
  const std::optional<Oid>& tested = gate_->tested_commit;
  if (!history.tested_in_source || !tested || tested == survey_.source_tip) {
    return history.tested_in_source;
  }
  const bool explored = tested == carried_ && survey_.target_tip != carried_;
  const std::vector<Commit>& commits = history.source_commits;  // of the branch
  if (explored || std::any_of(commits.begin(), commits.end(),
                              [&](const Commit& commit) { return commit.id == tested; })) {
    return true;
  }
  return record_.phase("tested commit", [&] {
    return branch_contains(edges_.read(), survey_.source_tip, *tested, &lost_);
  });
}

/// Whether what was lost is a commit that only the build has named, and no listing.
bool Run::may_be_gone(const LostCommit& lost) const {
  const Oid tested = gate_->tested_commit.value_or(carried_);
  const bool is_tested = lost.id == carried_ || lost.id == tested;
  const bool is_listed = lost.id ? lost.id == survey_.source_tip : tested == survey_.source_tip;
  return lost.server == &edges_.read().source && (is_tested || !lost.id) && !is_listed;
}

/// The same, and whether the tested commit is still in the branch.
std::optional<HistoryFacts> Run::understand() {
  std::optional<HistoryFacts> history = explore();
  const std::optional<bool> has_tested = history ? has_tested_commit(*history) : std::nullopt;
  if (has_tested) history->tested_in_source = *has_tested;
  if (!has_tested.value_or(false) || history->relation != Relation::fast_forward) {
    edges_.push.transfer.drop();
  }
  if (has_tested) return history;
  if (!lost_ || !record_.loses_again(*lost_)) return std::nullopt;
  if (!may_be_gone(*lost_)) throw names_and_lacks(*lost_);
  // Twice lost, and nothing but the build has named it: the tested commit is gone for good.
  HistoryFacts gone;
  gone.tested_in_source = false;
  return gone;
}

/// What an earlier attempt pushed, and nobody answered for, may be behind what the target has now.
void Run::look_for_earlier_pushes(const HistoryFacts& history) {
  std::unordered_set<Oid> there;
  if (history.relation == Relation::target_ahead) there.insert(carried_);
  for (const Commit& commit : history.target_commits) there.insert(commit.id);
  record_.ledger().found_in_branch(there);
}

Plan Run::decide(HistoryFacts history) {
  facts_ = {carried_, survey_.target_tip, std::move(history),
            select_tags(settings_.tags, survey_.source.refs, survey_.target.refs)};
  if (result_.cost.attempts > 1) look_for_earlier_pushes(facts_.history);
  if (may_be_only_our_merges(settings_, facts_.history)) {
    facts_.history.only_our_merges = record_.phase("merges of ours", [&] {
      return are_our_merges(edges_.read(), settings_.merge_rules, facts_.history.source_commits);
    });
  }
  const bool done = facts_.history.relation == Relation::same && record_.branch_landed();
  if (!done) result_.found.history = facts_.history;  // else it is told how that came about
  if (settings_.tags.mode == TagSelection::Mode::reachable && facts_.history.tested_in_source) {
    settle_tags(edges_.read(), carried_, facts_.history, facts_.tags);
  }
  return plan_sync(settings_, survey_.gate, facts_);
}

/// Makes the merge commit that the analysis came to, and plans with it.
Plan Run::merge() {
  if (!settings_.dry_run) {
    bring_source_trees(edges_.read(), facts_.history, carried_, *conflict_.store);
  }
  facts_.merge_commit =
      make_merge({*survey_.target_tip, carried_, facts_.history.source_commits}, conflict_.merge,
                 settings_.committer,
                 render_merge_message(settings_, event_, survey_.gate, facts_.history, carried_),
                 *conflict_.store, edges_.clock());
  Plan plan = plan_sync(settings_, survey_.gate, facts_);
  if (wants_file_list(settings_, plan)) {
    const Oid before = conflict_.store->commit(*survey_.target_tip).tree;
    result_.found.files = diff_trees(*conflict_.store, before, conflict_.merge.tree);
  }
  return plan;
}

/// What a merge would come to, when the plan is to do nothing about a diverged target.
void Run::analyse(const Plan& plan) {
  result_.found.merge.reset();
  conflict_ = {};
  if (plan.status != Status::conflict) return;
  const HistoryFacts& history = *result_.found.history;
  if (history.relation != Relation::diverged) return;
  conflict_ = record_.phase("conflict analysis", [&] {
    return analyse_conflict(edges_.read(), settings_.merge_rules, history, carried_,
                            *survey_.target_tip);
  });
  result_.found.merge = conflict_.merge;
}

/// Looks into the files of what is planned; the plan of a clean merge, where one is wanted. The
/// files that a merge changes are known by then, those of any other plan are asked for at the same
/// time.
Plan Run::look_into(Plan plan, SideQuestions& beside) {
  const bool merging = wants_merge(settings_, facts_.history);
  if (!merging) beside.ask_files(plan);
  analyse(plan);
  if (merging && conflict_.merge.clean) return merge();
  if (merging) beside.ask_files(plan);
  return plan;
}

/// What is proposed instead of a push.
Proposal Run::proposal() const {
  return {settings_.target,       settings_.target_branch,
          *survey_.target_tip,    carried_,
          *result_.found.history, render_pull_request(settings_, event_, result_)};
}

/// Does what the settings want done about the conflict that the result tells.
Attempt Run::resolve_conflict() {
  switch (settings_.on_conflict) {
    case OnConflict::pull_request:
      if (result_.end.because != Because::own_commits) break;  // GitHub takes none
      return propose_pull_request(settings_, proposal(), survey_.target, edges_.github.pulls,
                                  edges_.push, record_, result_);
    case OnConflict::fail:
    case OnConflict::merge:
    case OnConflict::force:
      break;
  }
  return Attempt::ended;
}

Attempt Run::attempt() {
  const SurveyEdges asked{
      .source = edges_.read().source, .target = edges_.push.target, .builds = edges_.github.builds};
  survey_ = record_.phase("refs and gate",
                          [&] { return take_survey(settings_, event_, asked, gate_, left_); });
  gate_ = survey_.gate;
  record_survey();
  const bool closed = gate_->gate == Gate::wait || gate_->gate == Gate::block;
  if (closed) {
    record_.conclude(Status::blocked, Because::gate_closed);
    return Attempt::ended;
  }
  const bool tip = !gate_->tested_commit || settings_.sync_tip;
  carried_ = tip ? survey_.source_tip : *gate_->tested_commit;
  result_.found.source_sha = carried_;

  SideQuestions beside(settings_, edges_.read(), result_);
  if (survey_.target_tip != carried_) beside.ask_paths(carried_);
  std::optional<HistoryFacts> history = understand();
  if (!history) return Attempt::again;
  if (!history->tested_in_source && gate_->tested_commit &&
      event_.kind != EventKind::workflow_run) {
    left_.push_back(*gate_->tested_commit);
    gate_.reset();
    return Attempt::next;
  }
  Plan planned = beside.judged(decide(std::move(*history)));
  if (preflight_.stops(planned, carried_, survey_.target)) return Attempt::ended;
  const Plan plan = look_into(std::move(planned), beside);
  Attempt end = execute_plan(settings_, plan, survey_.target, edges_.push, record_);
  if (end == Attempt::ended) preflight_.look_back(plan);
  if (plan.status == Status::conflict) end = resolve_conflict();
  if (end == Attempt::ended) beside.collect();
  return end;
}

void record_failure(SyncResult& result, const Error& error, int signal) {
  result.end.status = Status::error;
  result.end.planned_status.reset();
  result.end.exit_code = exit_code(error.kind(), signal);
  result.end.failure =
      Failure{error.kind(), error.side(), error.what(), error.hint(), error.request_id()};
}

}  // namespace

SyncResult failed_result(const Error& error, int signal,
                         std::chrono::system_clock::time_point now) {
  SyncResult result;
  result.cost.started_at = now;
  result.cost.finished_at = now;
  record_failure(result, error, signal);
  return result;
}

SyncResult run_sync(const Settings& settings, const EventContext& event, const Edges& edges) {
  SyncResult result;
  result.cost.started_at = edges.clock().now();
  try {
    if (settings.rolls_back()) {
      roll_back(settings, edges.push, edges.meter, result);
    } else {
      Run(settings, event, edges, result).execute();
    }
  } catch (const Error& error) {
    record_failure(result, error, edges.push.interrupted());
  } catch (const std::exception& error) {
    record_failure(result, as_error(error), 0);
  }
  RunRecord(settings, edges.meter, result).refusals();
  result.cost.traffic = edges.meter.traffic();
  result.cost.finished_at = edges.clock().now();
  return result;
}

}  // namespace auto_sync
