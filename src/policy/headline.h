#pragma once
#include <string>

#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// The sentence that says what happened, on one line; of a dry run, what would have happened. Made
/// here and nowhere else, at the end, of what the result knows: nothing is decided by it.
std::string headline(const Settings& settings, const SyncResult& result);

}  // namespace auto_sync
