#pragma once
#include <string>

#include "domain/settings.h"
#include "domain/sync_result.h"
#include "policy/render_json_writer.h"

namespace auto_sync {

/// The ref that keeps what the target branch was before the run; "" when none does.
std::string branch_backup(const Settings& settings, const Ledger& ledger);

/// Where the branch's tip is kept, or would be in a dry run, and how many older backups went for
/// it. Markdown on one line; "" when there is nothing to tell.
std::string backup_line(const Settings& settings, const SyncResult& result);

/// The members `backup` and `pruned_backups` of the JSON report.
void write_backup(JsonWriter& json, const Settings& settings, const Ledger& ledger);

}  // namespace auto_sync
