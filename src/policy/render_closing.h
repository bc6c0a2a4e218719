#pragma once
#include <string>
#include <vector>

#include "domain/settings.h"
#include "domain/sync_result.h"
#include "policy/render_report.h"

namespace auto_sync {

/// The last lines of the log: what happened, in plain text, for those who read only these.
/// Not escaped: the log does that.
std::vector<std::string> render_closing(const Settings& settings, const SyncResult& result,
                                        const ReportPaths& paths);

}  // namespace auto_sync
