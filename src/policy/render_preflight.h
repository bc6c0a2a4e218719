#pragma once
#include <string>

#include "domain/findings.h"
#include "domain/run_end.h"
#include "policy/render_json_writer.h"

namespace auto_sync {

/// What was looked at before the push as a table: check, icon, finding, what to do; "" when
/// nothing was.
std::string preflight_table(const Findings& found);

/// Whether the findings are news beside the outcome: after a dry run, and when the push was not
/// made or was refused. A push that was accepted has answered them all.
bool preflight_matters(const RunEnd& end);

/// The member `preflight` of the JSON report.
void write_preflight(JsonWriter& json, const Findings& found);

}  // namespace auto_sync
