#include "app/run_both_ways.h"

#include <utility>

#include "base/log.h"
#include "policy/directions.h"
#include "policy/join_ways.h"

namespace auto_sync {

SyncResult run_both_ways(const Settings& settings, const EventContext& event, const Edges& forward,
                         const Edges& back) {
  SyncResult result = run_sync(way_forward(settings), event, forward);
  if (may_propose_back(settings, result)) {
    log::info("the way back: proposing the target's commits to {} {}",
              settings.source.display_name(), settings.sync_branch);
    return join_proposal(settings, std::move(result),
                         run_sync(proposing_way_back(settings), event, back));
  }
  if (!source_may_be_behind(result)) return result;
  log::info("the way back: does {} {} lack anything?", settings.source.display_name(),
            settings.sync_branch);
  return join_ways(settings, std::move(result), run_sync(way_back(settings), event, back));
}

}  // namespace auto_sync
