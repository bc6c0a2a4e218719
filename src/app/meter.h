#pragma once
#include <functional>

#include "domain/cost.h"
#include "service/clock.h"

namespace auto_sync {

/// What a run's cost is taken with.
struct Meter {
  Clock& clock;
  std::function<Traffic()> traffic = [] { return Traffic(); };  ///< so far
  /// The same without what is asked beside the pipeline (app/beside.h).
  std::function<Traffic()> pipeline_traffic = [] { return Traffic(); };
};

}  // namespace auto_sync
