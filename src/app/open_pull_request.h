#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/push_edges.h"
#include "app/push_refs.h"
#include "domain/settings.h"
#include "domain/sync_result.h"
#include "policy/plan_pull_request.h"
#include "policy/render_pull_request.h"
#include "service/github_pulls.h"

namespace auto_sync {

/// What is proposed, and where: nothing here says which side of the sync it is.
struct Proposal {
  RepositoryAddress repository;  ///< the one that gets the pull request; on GitHub
  std::string base;              ///< its branch that is to take the commits
  Oid base_tip;
  Oid carried;
  HistoryFacts history;  ///< how `carried` and `base_tip` are related
  PullRequestText text;
};

/// What became of it.
struct PullRequestEnd {
  PullRequestPlan plan;
  PullRequestResult pull_request;
  std::optional<PushEnd> push;  ///< of the branch; none: nothing was pushed
  /// Whether the branch was pushed, or needed no push, so that there is something to tell of.
  bool branch_stands = false;
  std::vector<std::string> warnings;
  /// What went wrong after the branch was pushed, or stood already.
  std::optional<Error> failure;
};

/// Pushes the carried commit to the branch of pull requests (settings.pull_request) in the
/// proposal's repository, listed in `listing` and reached by `edges` as the target, and opens or
/// updates the one pull request from it. The base is never touched. In a dry run it ends where the
/// push would begin.
///
/// A POST is never repeated blindly: after an unclear end the pull requests are listed first.
/// Labels, reviewers and assignees are asked for once, when it is opened; a refusal is a warning.
/// What becomes of the branch and its backup is entered in `ledger`. Throws what push_plan throws.
PullRequestEnd open_pull_request(const Settings& settings, const Proposal& proposal,
                                 const TargetListing& listing, GithubPulls& pulls,
                                 const PushEdges& edges, Ledger& ledger);

}  // namespace auto_sync
