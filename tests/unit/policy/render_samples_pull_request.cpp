#include <utility>

#include "render_samples.h"
#include "support/fakes/ledger_samples.h"

namespace auto_sync {

Sample with_pull_request(Sample conflict) {
  Sample made = std::move(conflict);
  made.name = "pull_request";
  SyncResult& result = made.result;
  result.end.status = Status::pull_request;
  result.end.exit_code = 0;
  result.pull_request = PullRequestResult{PullRequestAction::open,
                                          "cogpy/occ",
                                          "auto-sync/main",
                                          "main",
                                          5,
                                          "https://github.com/cogpy/occ/pull/5",
                                          false,
                                          true};
  result.end.because = Because::pull_request;
  enter(result.ledger, {"refs/heads/main", sample_oid(0x1b), std::nullopt, RefAction::skip,
                        "left alone: its own commits are not in the source", true});
  enter(result.ledger,
        {"refs/heads/auto-sync/main", std::nullopt, result.found.source_sha, RefAction::create, {}},
        Answer::accepted);
  return made;
}

}  // namespace auto_sync
