#pragma once
#include <string>

#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// What one way of a run came to, in a sentence or two: what was done, or would be in a dry run,
/// why nothing was, or what was refused. Claims of the target only what the ledger knows.
std::string run_sentence(const Settings& settings, const SyncResult& result);

}  // namespace auto_sync
