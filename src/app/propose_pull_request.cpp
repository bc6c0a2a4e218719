#include "app/propose_pull_request.h"

#include <utility>

#include "domain/ref_name.h"

namespace auto_sync {
namespace {

PlannedRef left_alone(const Proposal& proposal) {
  return {branch_ref(proposal.base),
          proposal.base_tip,
          std::nullopt,
          RefAction::skip,
          "left alone: its own commits are not in the source",
          true};
}

}  // namespace

Attempt propose_pull_request(const Settings& settings, const Proposal& proposal,
                             const TargetListing& listing, GithubPulls& pulls,
                             const PushEdges& edges, RunRecord& record, SyncResult& result) {
  result.ledger.plan(left_alone(proposal));
  PullRequestEnd end = record.phase("pull request", [&] {
    return open_pull_request(settings, proposal, listing, pulls, edges, result.ledger);
  });
  if (end.push && end.push->kind != PushEnd::Kind::finished) return Attempt::again;

  if (end.branch_stands) result.pull_request = end.pull_request;
  result.end.warnings.insert(result.end.warnings.end(), end.warnings.begin(), end.warnings.end());
  Plan told;
  told.status = Status::pull_request;
  told.because = Because::pull_request;
  if (end.push) {
    record.push(std::move(*end.push), told);
  } else {
    record.conclude(told.status, told.because);
  }
  if (end.failure) throw Error(*end.failure);
  return Attempt::ended;
}

}  // namespace auto_sync
