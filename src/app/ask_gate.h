#pragma once
#include <vector>

#include "domain/event.h"
#include "domain/gate.h"
#include "domain/settings.h"
#include "service/github_api.h"

namespace auto_sync {

/// Whether a commit of the source may be synced, and which: policy/decide_gate.h on facts from the
/// REST API, whatever triggered us. With as few requests as the question allows:
/// - the gate is off: none;
/// - `workflow_run`: that run is read again (one request; `build_workflow` unset: that is all). It
///   must be of a workflow that `build_workflow` names, and the newest run of each of those on its
///   commit must be green;
/// - anything else: the newest commit of `sync_branch` that the first named workflow has built
///   green; the other workflows are judged at that commit. If one of them is still running there,
///   wait; if one is red there, the next older commit is looked at, 5 in all.
/// A workflow that has not run on the commit (yet) makes the verdict `wait`. A display name costs
/// one more request, for the list of workflows.
///
/// Runs that do not count, such as those of forks' pull requests, hide none that do: see
/// app/counted_runs.h.
///
/// Whether the source branch still contains the commit is not asked here: its history tells. If it
/// does not, ask again with that commit among `left`: it is passed over, and so are five of them at
/// most. A `workflow_run` names one commit, and has no other.
/// The source must be on the server (Settings::source::on_server()) while the gate is on.
///
/// Throws Error(usage) for a workflow that does not exist, for an ambiguous name, for an event
/// that needs `build_workflow` and has none; and what GithubApi throws.
GateVerdict ask_gate(const Settings& settings, const EventContext& event, GithubApi& api,
                     const std::vector<Oid>& left = {});

}  // namespace auto_sync
