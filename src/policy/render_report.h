#pragma once
#include <chrono>
#include <string>

#include "domain/event.h"
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// Where the report's two files are, as later steps know them; empty when not written.
struct ReportPaths {
  std::string markdown;
  std::string json;
};

/// The report for people: everything there is to tell about the run, as GitHub Markdown.
std::string render_report_markdown(const Settings& settings, const EventContext& event,
                                   const SyncResult& result);

/// The report for programs: JSON as docs/report.schema.json describes it ("schema_version": 1).
std::string render_report_json(const Settings& settings, const EventContext& event,
                               const SyncResult& result);

/// `sync_report_YYYYMMDDTHHMMSSZ`, for the files' names.
std::string report_base_name(std::chrono::system_clock::time_point moment);

}  // namespace auto_sync
