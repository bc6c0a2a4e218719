#pragma once
#include <memory>
#include <optional>

#include "domain/cost.h"
#include "domain/findings.h"
#include "domain/ledger.h"
#include "domain/pull_request.h"
#include "domain/run_end.h"

namespace auto_sync {

/// Everything there is to tell about a run: report, summary, outputs and annotations are made
/// from this and from nothing else.
struct SyncResult {
  Findings found;
  Ledger ledger;                                  ///< what became of each ref of the target
  std::optional<PullRequestResult> pull_request;  ///< that carries the commits instead
  Cost cost;
  RunEnd end;

  /// Of `direction: both`: the source has commits that the target lacks, and was left alone.
  bool source_has_newer = false;
  /// Of `direction: both`: the second half, when it did something or failed.
  std::shared_ptr<const SyncResult> way_back;

  /// The target branch's tip before the run and after it; none where it is not there, or not known
  /// (`ledger` tells which).
  std::optional<Oid> target_before() const;
  std::optional<Oid> target_after() const;
};

}  // namespace auto_sync
