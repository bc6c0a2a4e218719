#include "app/propose_pull_request.h"

#include <utility>

namespace auto_sync {
namespace {

/// The refs: the base, which stays, the branch of ours, and what keeps where it was.
void record_refs(SyncResult& result, const PlannedRef& branch,
                 const std::vector<PlannedRef>& backups) {
  PlannedRef& base = result.refs.front().planned;
  base.action = RefAction::skip;
  base.reason = "left alone: its own commits are not in the source";
  result.refs.push_back({branch, {}, {}});
  for (const PlannedRef& backup : backups) result.refs.push_back({backup, {}, {}});
}

}  // namespace

Attempt propose_pull_request(const Settings& settings, const Proposal& proposal,
                             const TargetListing& listing, Edges& edges, RunRecord& record,
                             SyncResult& result) {
  PullRequestEnd end = record.phase("pull request", [&] {
    return open_pull_request(settings, proposal, listing, edges.pulls, edges);
  });
  if (end.push && end.push->kind != PushEnd::Kind::finished) return Attempt::again;

  record_refs(result, end.plan.branch, end.backups);
  if (end.branch_stands()) result.pull_request = end.pull_request;
  result.warnings.insert(result.warnings.end(), end.warnings.begin(), end.warnings.end());
  Plan told;
  told.status = Status::pull_request;
  told.headline = pull_request_headline(end.pull_request, proposal.history, settings.dry_run);
  if (end.push) {
    record.push(std::move(*end.push), told);
  } else {
    record.conclude(told.status, told.headline);
  }
  if (end.failure) throw Error(*end.failure);
  return Attempt::ended;
}

}  // namespace auto_sync
