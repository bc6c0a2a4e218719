#pragma once
#include <cstddef>
#include <string>

#include "domain/sync_result.h"
#include "policy/render_json_writer.h"

namespace auto_sync {

/// What is known of the carried commit's trees: the files that the target sees change, and the
/// required paths. "" where it was not asked. Paths are anybody's text and escaped here.

/// "12 added, 3 modified, 1 deleted"; a first sync has only added ones.
std::string files_line(const Findings& found);
/// The line, and the first `limit` files in a folded table.
std::string files_story(const SyncResult& result, std::size_t limit);
/// The folded table alone, for the summary, whose facts have the line.
std::string files_fold(const Findings& found, std::size_t limit);

/// Each required path with its verdict, as a table.
std::string required_paths_table(const Findings& found);
/// The same on one line: how many there are, or which are missing.
std::string required_paths_cell(const Findings& found);

/// The members `files` and `required_paths` of the JSON report.
void write_files(JsonWriter& json, const Findings& found);
void write_required_paths(JsonWriter& json, const Findings& found);

}  // namespace auto_sync
