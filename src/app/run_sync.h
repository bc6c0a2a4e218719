#pragma once
#include "app/edges.h"
#include "domain/event.h"
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// The whole run: survey both sides and the gate, understand their histories, plan, push, prove;
/// or, with `rollback_to`, app/roll_back.h.
/// Never throws: whatever happens is told by the result.
SyncResult run_sync(const Settings& settings, const EventContext& event, const Edges& edges);

/// The result of a run that ended before it could begin (inputs, payload, report directory).
SyncResult failed_result(const Error& error, int signal, std::chrono::system_clock::time_point now);

}  // namespace auto_sync
