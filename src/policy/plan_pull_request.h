#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/plan.h"
#include "domain/pull_request.h"
#include "domain/relation.h"
#include "domain/settings.h"

namespace auto_sync {

/// What is known when it is decided about a pull request.
struct PullRequestFacts {
  std::string branch;              ///< where the commits go
  std::string base;                ///< the branch that they are proposed to
  Oid carried;                     ///< the commit that is proposed
  std::optional<Oid> branch_tip;   ///< none: the branch does not exist
  bool moves_forward = false;      ///< `carried` is known to contain `branch_tip`
  std::vector<PullRequest> known;  ///< from `branch` into `base`, open and closed, newest first
  std::string mark;                ///< pull_request_mark() of the story to tell now
};

/// What is to happen to the branch and to the pull request.
struct PullRequestPlan {
  PullRequestAction action = PullRequestAction::open;
  PlannedRef branch;
  std::optional<PullRequest> known;  ///< the one to update, to keep, or that was closed
};

/// The decision about the one pull request of a conflict. Pure. The branch is ours alone, so it is
/// moved wherever a new commit is, but stays where somebody went on from the one proposed; an open
/// pull request is never doubled, and its text changed only where the mark says that it is ours and
/// tells another story. What somebody closed is proposed again with another commit only.
PullRequestPlan plan_pull_request(const PullRequestFacts& facts);

/// The branch of pull requests into `base`: the one that the settings name, else `auto-sync/base`.
std::string pull_request_branch(const PullRequestSettings& settings, const std::string& base);

/// The hidden line of a pull request's text by which we know that the text is ours, and which
/// commit and which tip of the base it speaks of.
std::string pull_request_mark(const Oid& carried, const Oid& base_tip);

/// One sentence about what became of it; `ahead` are the commits proposed, `dry_run` puts it into
/// the conditional.
std::string pull_request_headline(const PullRequestResult& result, const HistoryFacts& history,
                                  bool dry_run);

}  // namespace auto_sync
