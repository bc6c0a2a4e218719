#pragma once
#include "app/run_sync.h"

namespace auto_sync {

/// `direction: both`: brings whichever side is behind up to date. First the way forward, gate and
/// all, on which diverged sides are merged into the target; then, where the source may lack
/// something, the way back, on which the source is only ever moved forward. Sides that do not merge
/// cleanly become a pull request in the source, where its host has those. Each way is a run of its
/// own, with its own lease and proof, and a way that changes nothing pushes nothing. `forward`
/// reads the source and writes the target, `back` the other way round.
SyncResult run_both_ways(const Settings& settings, const EventContext& event, const Edges& forward,
                         const Edges& back);

}  // namespace auto_sync
