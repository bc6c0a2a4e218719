#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/secret.h"
#include "domain/preflight.h"
#include "service/http_client.h"

namespace auto_sync {

/// What GitHub's REST API says of a repository to one token. Asked beside something else, and for
/// advice only: each question is sent once and given five seconds, and whatever is no answer (403,
/// 404, a failure, a page that is not GitHub's) is nothing, told to the debug log alone. Throws
/// only Error(interrupted). `repository` is always `owner/name`. May be used by several threads.
class GithubRepository {
 public:
  GithubRepository(HttpClient& http, std::string api_url, const Secret& token);

  /// GET /repos/{repository}, with the scopes of a classic token from `X-OAuth-Scopes`.
  std::optional<RepositoryFacts> facts(const std::string& repository);
  /// GET branches/{branch}, rules/branches/{branch} and branches/{branch}/protection, at once. A
  /// branch that does not exist is not protected, but may have rules.
  BranchFacts branch(const std::string& repository, const std::string& branch);

 private:
  /// The answer to GET `path` below /repos/{repository} when its status is 200; null else, and
  /// `status` says which it was, 0 without any.
  std::optional<HttpResponse> ask(const std::string& repository, const std::string& path,
                                  int* status = nullptr);
  /// Reads the answer's JSON; nothing when there is none or it has another shape.
  template <typename T>
  std::optional<T> read(const std::string& repository, const std::string& path,
                        const std::function<T(const JsonView&, const HttpResponse&)>& reader,
                        int* status = nullptr);

  HttpClient& http_;
  std::string api_url_;
  Secret authorization_;
};

}  // namespace auto_sync
