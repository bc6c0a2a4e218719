#pragma once
#include "domain/ledger.h"
#include "domain/settings.h"
#include "domain/status.h"

namespace auto_sync {

/// The status of a run whose last attempt came to `decided`: that, unless an earlier attempt did
/// more than the last one found to do. A run whose first attempt moved the branch and lost a tag
/// has synced, though its second found the branch in sync.
Status status_of(const Settings& settings, const Ledger& ledger, Status decided);

}  // namespace auto_sync
