#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/pull_request.h"
#include "service/github_rest.h"

namespace auto_sync {

/// What a pull request is opened with.
struct NewPullRequest {
  std::string title;
  std::string body;    ///< Markdown
  std::string branch;  ///< of the repository itself
  std::string base;    ///< the branch that is to take it
};

/// GitHub's pull requests (REST docs, "Pulls" and "Issues"), with one token. `repository` is always
/// `owner/name`. Calls throw as GithubApi's do; a token needs `pull requests: write`.
class GithubPulls {
 public:
  /// `token_input` is the input that the token came from, for messages.
  GithubPulls(HttpClient& http, Clock& clock, std::string api_url, const Secret& token,
              std::string token_input, Jitter jitter = random_jitter);

  /// GET pulls: those from `branch` (of the repository itself, not of a fork) into `base`, open and
  /// closed, the newest first, of which GitHub gives 30.
  std::vector<PullRequest> list(const std::string& repository, const std::string& branch,
                                const std::string& base);

  /// POST pulls, sent once. Nothing comes back when GitHub says that there is one already. After a
  /// transient Error it may be there or not: list() tells.
  std::optional<PullRequest> open(const std::string& repository, const NewPullRequest& pull);

  /// PATCH pulls/{number}
  void update(const std::string& repository, std::uint64_t number, const std::string& title,
              const std::string& body);

  /// POST issues/{number}/labels; GitHub makes labels that do not exist.
  void add_labels(const std::string& repository, std::uint64_t number,
                  const std::vector<std::string>& labels);
  /// POST pulls/{number}/requested_reviewers: a login, or `org/team`.
  void ask_reviewer(const std::string& repository, std::uint64_t number,
                    const std::string& reviewer);
  /// POST issues/{number}/assignees. Returns those whom GitHub did not assign: it says nothing of
  /// them, and assigns the others.
  std::vector<std::string> assign(const std::string& repository, std::uint64_t number,
                                  const std::vector<std::string>& logins);

 private:
  GithubRest rest_;
};

}  // namespace auto_sync
