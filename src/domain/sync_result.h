#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/because.h"
#include "domain/explanation.h"
#include "domain/file_changes.h"
#include "domain/gate.h"
#include "domain/large_file.h"
#include "domain/ledger.h"
#include "domain/merge.h"
#include "domain/preflight.h"
#include "domain/pull_request.h"
#include "domain/relation.h"
#include "domain/required_path.h"
#include "domain/status.h"

namespace auto_sync {

/// Bytes and requests on the wire, HTTP headers and bodies alike.
struct Traffic {
  std::uint64_t requests = 0;
  std::uint64_t sent = 0;
  std::uint64_t received = 0;

  Traffic operator-(const Traffic& earlier) const {
    return {requests - earlier.requests, sent - earlier.sent, received - earlier.received};
  }
  Traffic& operator+=(const Traffic& more) {
    requests += more.requests;
    sent += more.sent;
    received += more.received;
    return *this;
  }
};

/// One step of the run, for the report.
struct Phase {
  std::string name;
  double seconds = 0;
  Traffic traffic;
};

/// The error that ended the run.
struct Failure {
  ErrorKind kind = ErrorKind::internal;
  Side side = Side::none;  ///< the repository that it is about
  std::string message;
  std::string hint;
};

/// Everything there is to tell about a run: report, summary, outputs and annotations are made
/// from this and from nothing else.
struct SyncResult {
  Status status = Status::error;
  std::optional<Status> planned_status;  ///< of a dry run
  int exit_code = 1;
  Because because = Because::undecided;  ///< what policy/headline.h makes its sentence of

  std::optional<GateVerdict> gate;
  std::optional<Oid> source_tip;  ///< of the source branch
  std::optional<Oid> source_sha;  ///< the commit carried (or that would have been)
  std::optional<HistoryFacts> history;
  std::optional<MergeAnalysis> merge;  ///< of a diverged pair that was not overwritten
  Ledger ledger;                       ///< what became of each ref of the target
  std::optional<FileChanges> files;    ///< from the target's tip to the carried commit, when asked
  std::vector<RequiredPath> required_paths;       ///< of the carried commit, as far as asked
  std::optional<PullRequestResult> pull_request;  ///< that carries the commits instead
  std::vector<PreflightFinding> preflight;        ///< what was looked at before the push
  std::vector<Explanation> explanations;          ///< why a server refused, each cause once
  std::vector<std::string> warnings;
  std::optional<Failure> failure;
  std::optional<LargeFile> large_file;  ///< what stopped the push, when that is why

  std::uint64_t pack_bytes = 0;  ///< relayed
  std::uint64_t pack_objects = 0;
  int attempts = 1;  ///< analyses made: more than 1 when the lease was lost
  std::vector<Phase> phases;
  Traffic traffic;  ///< of the whole run
  std::chrono::system_clock::time_point started_at;
  std::chrono::system_clock::time_point finished_at;

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
