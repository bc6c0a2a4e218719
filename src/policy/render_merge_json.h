#pragma once
#include "domain/settings.h"
#include "domain/sync_result.h"
#include "policy/render_json_writer.h"

namespace auto_sync {

/// Writes the member `merge` of the JSON report: what a merge of both sides comes to.
void write_merge_analysis(JsonWriter& json, const Settings& settings, const SyncResult& result);

}  // namespace auto_sync
