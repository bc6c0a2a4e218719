#pragma once
#include "domain/findings.h"
#include "domain/settings.h"
#include "policy/render_json_writer.h"

namespace auto_sync {

/// Writes the member `merge` of the JSON report: what a merge of both sides comes to.
void write_merge_analysis(JsonWriter& json, const Settings& settings, const Findings& found);

}  // namespace auto_sync
