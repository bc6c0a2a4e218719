#include <utility>

#include "render_samples.h"
#include "support/fakes/ledger_samples.h"

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
  result.because = Because::pull_request;
  enter(result.ledger, {"refs/heads/main", sample_oid(0x1b), std::nullopt, RefAction::skip,
                        "left alone: its own commits are not in the source"});
  enter(result.ledger,
        {"refs/heads/auto-sync/main", std::nullopt, result.source_sha, RefAction::create, {}},
        Answer::accepted);
  return made;
}

}  // namespace auto_sync
