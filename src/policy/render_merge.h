#pragma once
#include <cstddef>
#include <string>

#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// Whether a merge of both sides would be clean, in one sentence; "" when that was not analysed.
std::string merge_sentence(const Findings& found);

/// The first conflicting files on one line, for an annotation: "a.txt (content), b.txt (add/add)
/// and 3 more"; plain text; "" when there are none.
std::string conflicting_files_line(const Findings& found);

/// The sentence, and the conflicting files (`limit` at most) as a table: how each conflicts, and
/// each side's last commit to it. Markdown; "" when there was no analysis.
std::string merge_story(const Settings& settings, const Findings& found, std::size_t limit);

/// The merge base, both sides and what the run does about them, as a Mermaid `gitGraph` in a code
/// block; runs of commits are folded. Only ids and words of our own are in it. "" when the
/// histories are not diverged.
std::string merge_graph(const SyncResult& result);

}  // namespace auto_sync
