#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/build_run.h"

namespace auto_sync {

enum class Gate { pass, wait, block, off };

/// What the gate says, and why, in words for people.
struct GateVerdict {
  Gate gate = Gate::block;
  std::string reason;
  std::optional<Oid> tested_commit;  ///< the green run's head_sha; none while gate is `off`
  std::vector<BuildRun> runs;        ///< the runs the verdict rests on, first the one to link
};

}  // namespace auto_sync
