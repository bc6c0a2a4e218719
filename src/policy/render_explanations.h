#pragma once
#include <cstddef>
#include <string>

#include "domain/sync_result.h"
#include "policy/render_json_writer.h"

namespace auto_sync {

/// Why the server refused, as Markdown: each cause with the refs it kept back, the server's
/// reasons, what to do and where to read more; `limit` causes at most. "" when nothing was refused.
/// The remedy is left out where the error of the run has it as its hint.
std::string explanations_story(const SyncResult& result, std::size_t limit);

/// The same as plain text, for an annotation: meaning, reasons, remedy.
std::string explanation_text(const Explanation& cause);

/// "main", or "main and 2 more": the refs of a cause by their short names.
std::string refs_of(const Explanation& cause);

/// The member `explanations` of the JSON report.
void write_explanations(JsonWriter& json, const Findings& found);

}  // namespace auto_sync
