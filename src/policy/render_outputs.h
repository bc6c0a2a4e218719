#pragma once
#include <string>
#include <utility>
#include <vector>

#include "domain/event.h"
#include "domain/settings.h"
#include "domain/sync_result.h"
#include "policy/render_report.h"

namespace auto_sync {

/// The action's outputs, all of them, in the order of action.yml. What is not known is empty;
/// booleans are `true` or `false`, counts decimal numbers (docs/report.md, "Outputs").
std::vector<std::pair<std::string, std::string>> render_outputs(const Settings& settings,
                                                                const EventContext& event,
                                                                const SyncResult& result,
                                                                const ReportPaths& paths);

}  // namespace auto_sync
