#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "domain/settings.h"
#include "domain/sync_result.h"
#include "policy/render_recovery.h"

namespace auto_sync {

/// The conflict explained: the words "Conflict detected", the merge base, and the target's own
/// commits (`limit` at most). Markdown; "" when the run did not end in one.
std::string conflict_story(const Settings& settings, const SyncResult& result, std::size_t limit);

/// The ways out, each with its commands in a code block, under headings of that `level` (3: ###).
std::string recovery_story(const std::vector<Recovery>& ways, std::size_t level);

/// The graph of both sides, after a merge or an overwrite; nothing otherwise.
std::string resolution_story(const SyncResult& result);

}  // namespace auto_sync
