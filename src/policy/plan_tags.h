#pragma once
#include <vector>

#include "domain/plan.h"
#include "domain/settings.h"
#include "policy/select_tags.h"

namespace auto_sync {

/// What is to happen to each selected tag: created where it is missing, skipped where it is the
/// same, and where it differs moved only with `force_sync`, else a conflict of that tag alone.
/// Unreachable tags are left out in mode `reachable`.
std::vector<PlannedRef> plan_tags(const Settings& settings, const std::vector<TagFacts>& tags);

}  // namespace auto_sync
