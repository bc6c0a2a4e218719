#pragma once
#include "domain/event.h"
#include "domain/settings.h"
#include "domain/sync_result.h"
#include "service/runner.h"

namespace auto_sync {

/// Tells what happened, everywhere: the report's two files, the step summary, the outputs, the
/// annotations and the log's last lines. Never throws: what cannot be written becomes a warning of
/// `result` and a line of the log, and the run keeps its own outcome. (A report directory that
/// cannot be written to is refused before anything is sent: Runner::check_report_dir.)
void publish_report(const Settings& settings, const EventContext& event, SyncResult& result,
                    Runner& runner);

}  // namespace auto_sync
