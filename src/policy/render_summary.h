#pragma once
#include <string>

#include "domain/event.h"
#include "domain/settings.h"
#include "domain/sync_result.h"
#include "policy/render_report.h"

namespace auto_sync {

/// The most that a step summary may hold; the runner drops a longer one (GitHub Docs,
/// "Workflow commands": step isolation and limits).
constexpr std::size_t summary_limit = 1'048'576;

/// The step summary, understood in five seconds: icon and sentence, a small table, and what to do
/// where something is to be done. Markdown, at most summary_limit bytes.
std::string render_summary(const Settings& settings, const EventContext& event,
                           const SyncResult& result, const ReportPaths& paths);

/// What stands where a summary had to be cut.
std::string summary_pointer(const std::string& report_path);

}  // namespace auto_sync
