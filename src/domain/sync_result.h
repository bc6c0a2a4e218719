#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/explanation.h"
#include "domain/file_changes.h"
#include "domain/gate.h"
#include "domain/merge.h"
#include "domain/plan.h"
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

/// What became of one planned ref.
struct RefResult {
  enum class Outcome { not_sent, accepted, rejected, unknown };
  PlannedRef planned;
  Outcome outcome = Outcome::not_sent;
  std::string message;  ///< the server's own words, when it refused
};

/// What the re-listing after the push said.
enum class Proof { not_needed, confirmed, differs, unconfirmed };

/// The error that ended the run.
struct Failure {
  ErrorKind kind = ErrorKind::internal;
  std::string message;
  std::string hint;
};

/// Everything there is to tell about a run: report, summary, outputs and annotations are made
/// from this and from nothing else.
struct SyncResult {
  Status status = Status::error;
  std::optional<Status> planned_status;  ///< of a dry run
  int exit_code = 1;
  std::string headline;  ///< one sentence for people

  std::optional<GateVerdict> gate;
  std::optional<Oid> source_tip;     ///< of the source branch
  std::optional<Oid> source_sha;     ///< the commit carried (or that would have been)
  std::optional<Oid> target_before;  ///< the target branch's tip before; none: it did not exist
  std::optional<Oid> target_after;   ///< after the run, as far as known
  bool target_listed = false;        ///< whether target_before is known at all
  std::optional<HistoryFacts> history;
  std::optional<MergeAnalysis> merge;       ///< of a diverged pair that was not overwritten
  std::vector<RefResult> refs;              ///< the branch, tags, backups
  std::vector<std::string> pruned_backups;  ///< older backups that were deleted, by their names
  std::optional<FileChanges> files;  ///< from the target's tip to the carried commit, when asked
  std::vector<RequiredPath> required_paths;       ///< of the carried commit, as far as asked
  std::optional<PullRequestResult> pull_request;  ///< that carries the commits instead
  Proof proof = Proof::not_needed;
  bool sent_unconfirmed = false;            ///< interrupted after the pack's last byte
  std::string server_messages;              ///< what the target's server said on band 2
  std::vector<PreflightFinding> preflight;  ///< what was looked at before the push
  std::vector<Explanation> explanations;    ///< why a server refused, each cause once
  std::vector<std::string> warnings;
  std::optional<Failure> failure;

  std::uint64_t pack_bytes = 0;  ///< relayed
  std::uint64_t pack_objects = 0;
  int attempts = 1;  ///< analyses made: more than 1 when the lease was lost
  std::vector<Phase> phases;
  Traffic traffic;  ///< of the whole run
  std::chrono::system_clock::time_point started_at;
  std::chrono::system_clock::time_point finished_at;

  /// Of `direction: both`: the second half, when it did something or failed.
  std::shared_ptr<const SyncResult> way_back;

  std::uint64_t tags_synced() const;     ///< tags that the push created or moved
  std::uint64_t commits_synced() const;  ///< new commits that the target now has
  /// The ref that keeps the value which `ref` (its full name) had before; null when none does, as
  /// far as is known.
  const RefResult* backup_of(std::string_view ref) const;
};

}  // namespace auto_sync
