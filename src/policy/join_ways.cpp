#include "policy/join_ways.h"

#include <algorithm>
#include <utility>

#include "policy/directions.h"
#include "policy/headline.h"

namespace auto_sync {
namespace {

/// What the run came to, or would have come to.
Status meaning(const SyncResult& result) {
  return result.planned_status.value_or(result.status);
}

void add_cost(SyncResult& forward, const SyncResult& back) {
  for (const Phase& phase : back.phases) {
    forward.phases.push_back({"way back: " + phase.name, phase.seconds, phase.traffic});
  }
  forward.traffic = back.traffic;  // of the whole run
  forward.finished_at = back.finished_at;
  forward.attempts = std::max(forward.attempts, back.attempts);
  forward.warnings.insert(forward.warnings.end(), back.warnings.begin(), back.warnings.end());
}

void take_outcome(SyncResult& forward, const SyncResult& back) {
  forward.status = back.status;
  forward.planned_status = back.planned_status;
  forward.exit_code = back.exit_code;
  forward.failure = back.failure;
}

bool went_wrong(const SyncResult& result) {
  return result.status == Status::error || result.status == Status::rejected;
}

}  // namespace

bool source_may_be_behind(const SyncResult& forward) {
  const std::optional<Oid> tip = forward.target_after();
  if (forward.failure || !tip || tip == forward.source_tip) return false;
  switch (meaning(forward)) {
    case Status::in_sync:
      return !forward.history || !forward.history->source_has_target;
    case Status::blocked:
      return true;
    case Status::merged:
      return forward.status == Status::merged;
    default:
      return false;
  }
}

SyncResult join_ways(SyncResult forward, SyncResult back) {
  add_cost(forward, back);
  const Status came_to = meaning(back);
  const bool source_gone = back.because == Because::source_gone;
  if (came_to == Status::conflict && !source_gone) {
    forward.source_has_newer = back.history && back.history->relation != Relation::target_ahead;
    return forward;
  }
  if (came_to == Status::in_sync) return forward;
  const bool only_back = meaning(forward) == Status::in_sync;
  if (only_back || source_gone || went_wrong(back)) take_outcome(forward, back);
  forward.way_back = std::make_shared<const SyncResult>(std::move(back));
  return forward;
}

bool may_propose_back(const Settings& settings, const SyncResult& forward) {
  const bool merging =
      settings.on_conflict == OnConflict::fail || settings.on_conflict == OnConflict::merge;
  return merging && settings.source.on_server() && meaning(forward) == Status::conflict &&
         forward.history && forward.history->relation == Relation::diverged;
}

SyncResult join_proposal(const Settings& settings, SyncResult forward, SyncResult back) {
  add_cost(forward, back);
  const Status came_to = meaning(back);
  const bool source_gone = back.because == Because::source_gone;
  if ((came_to == Status::conflict && !source_gone) || came_to == Status::in_sync) return forward;
  if (came_to == Status::pull_request) {
    forward.pull_request = back.pull_request;
    take_outcome(forward, back);
  } else if (back.failure && back.failure->kind == ErrorKind::interrupted) {
    take_outcome(forward, back);
  } else {
    const std::string hint = back.failure ? " " + back.failure->hint : std::string();
    forward.warnings.push_back("The target's commits could not be proposed to the source: " +
                               headline(way_back(settings), back) + hint);
  }
  forward.way_back = std::make_shared<const SyncResult>(std::move(back));
  return forward;
}

}  // namespace auto_sync
