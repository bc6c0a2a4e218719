#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/build_run.h"
#include "domain/gate.h"
#include "domain/settings.h"

namespace auto_sync {

/// The gate's decisions. None of them looks anything up: app/ask_gate.h brings the facts.
///
/// A run counts only if it built the source's own branch: its event is push, schedule or
/// workflow_dispatch, its head repository is the repository itself, its head branch is the synced
/// one. Anything else may be a fork's pull request from a branch that is called `main`
/// (docs/hosts.md, "What a gate must not be fooled by").

/// The events by which a build may have been started.
inline constexpr std::array<std::string_view, 3> counted_events{"push", "schedule",
                                                                "workflow_dispatch"};

/// As many runs as GitHub lists of one filter (REST docs, "List workflow runs for a workflow").
inline constexpr unsigned runs_listed_at_most = 1000;

/// How far runs were looked at.
struct RunSearch {
  std::size_t runs = 0;  ///< of whatever kind
  bool cut_off = false;  ///< there may be older ones, which GitHub does not list
};

/// A workflow that `build_workflow` names, and the runs of it that bear on the question.
struct WorkflowRuns {
  std::string wanted;          ///< as the user named it
  std::vector<BuildRun> runs;  ///< in any order; runs that do not count may be among them
};

/// Why the run does not count, as a sentence without its end ("... was started by pull_request,
/// ..."); nothing when it counts.
std::optional<std::string> why_not_counted(const BuildRun& run, const std::string& branch);

/// Of the runs that count, and that built `commit` if one is given, the newest; null if none.
const BuildRun* newest_run(const std::vector<BuildRun>& runs, const std::string& branch,
                           const std::optional<Oid>& commit = std::nullopt);

/// The gate is off: by `force_sync`, or by `require_build`.
GateVerdict gate_off(const Settings& settings);

/// The verdict, with a sentence about where the payload's claim differs from the run as re-read
/// from the API, if it does. The claim serves for nothing else.
GateVerdict with_difference(GateVerdict verdict, const BuildRun& run, const BuildRun& claimed);

/// The run that triggered us, as re-read from the API.
GateVerdict judge_trigger(const BuildRun& run, const std::string& branch);

/// The run that triggered us is of none of the workflows that are to be green.
GateVerdict unnamed_trigger(const BuildRun& run, const std::vector<std::string>& wanted);

/// All workflows at one commit: the newest run of each there must be green. A red one blocks; one
/// that is not completed, or has not begun, makes us wait.
GateVerdict judge_commit(const Oid& commit, const std::vector<WorkflowRuns>& workflows,
                         const std::string& branch);

/// No commit of the branch is green by any of `workflow.runs`, which are all that `search` found to
/// count: wait if the newest is not completed, else block. `left`: green commits that are no longer
/// in the branch; their runs are not among `workflow.runs`.
GateVerdict no_green_commit(const WorkflowRuns& workflow, const std::string& branch,
                            const RunSearch& search, const std::vector<Oid>& left);

/// So many green commits of the workflow, the newest, are no longer in the branch that no older one
/// is looked at.
GateVerdict too_many_left(const std::string& workflow, const std::string& branch,
                          const std::vector<Oid>& left);

/// The verdict, with a word about newer green commits that were passed over since the branch no
/// longer contains them, if there are any.
GateVerdict with_left(GateVerdict verdict, const std::string& branch, const std::vector<Oid>& left);

/// `looked_at` commits were green in the first workflow and red in another; `newest` is the verdict
/// on the newest of them.
GateVerdict no_commit_passed(const GateVerdict& newest, std::size_t looked_at);

/// The verdict, with a word about the newest run of the branch where that is of another commit.
GateVerdict with_newest(GateVerdict verdict, const BuildRun* newest);

}  // namespace auto_sync
