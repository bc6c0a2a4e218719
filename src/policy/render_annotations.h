#pragma once
#include <cstddef>
#include <vector>

#include "domain/annotation.h"
#include "domain/event.h"
#include "domain/settings.h"
#include "domain/sync_result.h"

namespace auto_sync {

/// What the runner shows: 10 annotations per type and step, of 4,096 characters each (GitHub Docs,
/// "Annotation limitations"; actions/runner).
constexpr std::size_t annotations_per_level = 10;
constexpr std::size_t annotation_limit = 4'096;

/// One annotation per essential thing: an error, a conflict, each refused ref, a closed gate (a
/// notice while the build still runs), an overwritten branch, a dry run's verdict, each warning.
/// Within the limits: what does not fit is counted in the last one of its level.
std::vector<Annotation> render_annotations(const Settings& settings, const EventContext& event,
                                           const SyncResult& result);

}  // namespace auto_sync
