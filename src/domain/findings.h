#pragma once
#include <optional>
#include <vector>

#include "domain/explanation.h"
#include "domain/file_changes.h"
#include "domain/gate.h"
#include "domain/large_file.h"
#include "domain/merge.h"
#include "domain/oid.h"
#include "domain/preflight.h"
#include "domain/relation.h"
#include "domain/required_path.h"

namespace auto_sync {

/// What a run found out about both sides, the build, and whatever refused it.
struct Findings {
  std::optional<GateVerdict> gate;
  std::optional<Oid> source_tip;  ///< of the source branch
  std::optional<Oid> source_sha;  ///< the commit carried (or that would have been)
  std::optional<HistoryFacts> history;
  std::optional<MergeAnalysis> merge;  ///< of a diverged pair that was not overwritten
  std::optional<FileChanges> files;    ///< from the target's tip to the carried commit, when asked
  std::vector<RequiredPath> required_paths;  ///< of the carried commit, as far as asked
  std::vector<PreflightFinding> preflight;   ///< what was looked at before the push
  std::vector<Explanation> explanations;     ///< why a server refused, each cause once
  std::optional<LargeFile> large_file;       ///< what stopped the push, when that is why
};

}  // namespace auto_sync
