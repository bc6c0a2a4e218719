#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/build_run.h"
#include "service/github_rest.h"

namespace auto_sync {

/// Which runs of a workflow to list; an empty text is no filter.
struct RunQuery {
  std::string branch;
  std::string event;
  std::string status;
  std::string head_sha;
  unsigned per_page = 30;  ///< 1 to 100
  unsigned page = 1;
};

/// One page of runs, newest first.
struct RunPage {
  std::vector<BuildRun> runs;
  bool more = false;  ///< there is a next page
};

/// GitHub's REST API, as far as we ask it (GitHub REST docs, API version 2022-11-28; docs/hosts.md,
/// "The REST API"). Every call is a GET, tried again as service/retry.h says, and throws
/// - Error(access): token wrong or expired, a missing permission, single sign-on not authorised,
///   and 404, which is "absent" and "no access" in one;
/// - Error(remote): unreachable, rate limited, failing, or an answer that is not GitHub's.
/// `repository` is always `owner/name`.
class GithubApi {
 public:
  /// `token` empty: anonymous. `token_input` is the input that the token came from, for messages.
  GithubApi(HttpClient& http, Clock& clock, std::string api_url, const Secret& token,
            std::string token_input = "source_token", Jitter jitter = random_jitter)
      : rest_(http, clock, std::move(api_url), token, std::move(token_input), std::move(jitter)) {}

  /// GET actions/runs/{id}
  BuildRun run(const std::string& repository, std::uint64_t id);
  /// GET actions/workflows: all of them, 1,000 at most.
  std::vector<Workflow> workflows(const std::string& repository);
  /// GET actions/workflows/{workflow}/runs. `workflow` is an id or a file name; nothing comes back
  /// for 404: there is no such workflow, or the token does not see it (workflows() tells).
  std::optional<RunPage> runs(const std::string& repository, const std::string& workflow,
                              const RunQuery& query);

 private:
  GithubRest rest_;
};

}  // namespace auto_sync
