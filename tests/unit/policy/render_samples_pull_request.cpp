#include <utility>

#include "policy/plan_pull_request.h"
#include "render_samples.h"

namespace auto_sync {

Sample with_pull_request(Sample conflict) {
  Sample made = std::move(conflict);
  made.name = "pull_request";
  SyncResult& result = made.result;
  result.status = Status::pull_request;
  result.exit_code = 0;
  result.pull_request = PullRequestResult{PullRequestAction::open,
                                          "cogpy/occ",
                                          "auto-sync/main",
                                          "main",
                                          5,
                                          "https://github.com/cogpy/occ/pull/5",
                                          false,
                                          true};
  result.headline = pull_request_headline(*result.pull_request, *result.history, false);
  result.refs.front().planned.action = RefAction::skip;
  result.refs.front().planned.reason = "left alone: its own commits are not in the source";
  RefResult branch;
  branch.planned = {
      "refs/heads/auto-sync/main", std::nullopt, result.source_sha, RefAction::create, {}};
  branch.outcome = RefResult::Outcome::accepted;
  result.refs.push_back(std::move(branch));
  result.proof = Proof::confirmed;
  return made;
}

}  // namespace auto_sync
