#include "policy/join_ways.h"

#include <algorithm>
#include <utility>

#include "policy/directions.h"
#include "policy/headline.h"
#include "policy/judge_status.h"

namespace auto_sync {
namespace {

void add_cost(SyncResult& forward, const SyncResult& back) {
  for (const Phase& phase : back.cost.phases) {
    forward.cost.phases.push_back({"way back: " + phase.name, phase.seconds, phase.traffic});
  }
  forward.cost.traffic = back.cost.traffic;  // of the whole run
  forward.cost.finished_at = back.cost.finished_at;
  forward.cost.attempts = std::max(forward.cost.attempts, back.cost.attempts);
  forward.end.warnings.insert(forward.end.warnings.end(), back.end.warnings.begin(),
                              back.end.warnings.end());
}

void take_outcome(SyncResult& forward, const SyncResult& back) {
  forward.end.status = back.end.status;
  forward.end.planned_status = back.end.planned_status;
  forward.end.exit_code = back.end.exit_code;
  forward.end.failure = back.end.failure;
}

bool went_wrong(const RunEnd& end) {
  return end.status == Status::error || end.status == Status::rejected;
}

}  // namespace

bool source_may_be_behind(const SyncResult& forward) {
  const std::optional<Oid> tip = forward.target_after();
  if (forward.end.failure || !tip || tip == forward.found.source_tip) return false;
  switch (forward.end.came_to()) {
    case Status::in_sync:
      return !forward.found.history || !forward.found.history->source_has_target;
    case Status::blocked:
      return true;
    case Status::merged:
      return forward.end.status == Status::merged;
    default:
      return false;
  }
}

SyncResult join_ways(const Settings& settings, SyncResult forward, SyncResult back) {
  add_cost(forward, back);
  const bool source_gone = back.end.because == Because::source_gone;
  const bool has_newer = back.end.came_to() == Status::conflict && !source_gone;
  if (has_newer) {
    forward.source_has_newer =
        back.found.history && back.found.history->relation != Relation::target_ahead;
  }
  if (has_newer || back.end.came_to() == Status::in_sync) {
    if (!back.ledger.changed_any()) return forward;
    // An attempt that lost its lease had pushed something: it is called by that.
    back.end.status = status_of(settings, back.ledger, Status::in_sync);
    back.end.exit_code = exit_code(back.end.status, false);
  }
  const bool only_back = forward.end.came_to() == Status::in_sync;
  if (only_back || source_gone || went_wrong(back.end)) take_outcome(forward, back);
  forward.way_back = std::make_shared<const SyncResult>(std::move(back));
  return forward;
}

bool may_propose_back(const Settings& settings, const SyncResult& forward) {
  const bool merging =
      settings.on_conflict == OnConflict::fail || settings.on_conflict == OnConflict::merge;
  return merging && settings.source.on_server() && forward.end.came_to() == Status::conflict &&
         forward.found.history && forward.found.history->relation == Relation::diverged;
}

SyncResult join_proposal(const Settings& settings, SyncResult forward, SyncResult back) {
  add_cost(forward, back);
  const Status came_to = back.end.came_to();
  const bool source_gone = back.end.because == Because::source_gone;
  if ((came_to == Status::conflict && !source_gone) || came_to == Status::in_sync) {
    if (!back.ledger.changed_any()) return forward;
  } else if (came_to == Status::pull_request) {
    forward.pull_request = back.pull_request;
    take_outcome(forward, back);
  } else if (back.end.failure && back.end.failure->kind == ErrorKind::interrupted) {
    take_outcome(forward, back);
  } else {
    const std::string hint = back.end.failure ? " " + back.end.failure->hint : std::string();
    forward.end.warnings.push_back("The target's commits could not be proposed to the source: " +
                                   headline(way_back(settings), back) + hint);
  }
  forward.way_back = std::make_shared<const SyncResult>(std::move(back));
  return forward;
}

}  // namespace auto_sync
