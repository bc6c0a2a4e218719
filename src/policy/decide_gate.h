#pragma once
#include <cstddef>
#include <optional>
#include <string>
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
/// (CONTRACTS "What a gate must not be fooled by").

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

/// Commits whose newest run that counts is green, in the order of `runs`, each once.
std::vector<Oid> green_commits(const std::vector<BuildRun>& runs, const std::string& branch);

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

/// No commit of the branch is green, as far as `workflow.runs`, the newest of them, tell: wait if
/// the newest that counts is not completed, else block.
GateVerdict no_green_commit(const WorkflowRuns& workflow, const std::string& branch);

/// `looked_at` commits were green in the first workflow and red in another; `newest` is the verdict
/// on the newest of them.
GateVerdict no_commit_passed(const GateVerdict& newest, std::size_t looked_at);

/// The verdict, with a word about the newest run of the branch where that is of another commit.
GateVerdict with_newest(GateVerdict verdict, const BuildRun* newest);

}  // namespace auto_sync
