#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "base/secret.h"
#include "service/clock.h"
#include "service/http_client.h"
#include "service/retry.h"

namespace auto_sync {

/// The largest answer that is read: a page of a hundred runs or pull requests has 2 to 3 MB.
inline constexpr std::size_t largest_rest_answer = 8U << 20;

/// One call of the REST API: where it goes, and how messages speak of it.
struct RestCall {
  std::string repository;  ///< owner/name
  std::string path;        ///< below /repos/{owner}/{name}/, query included
  std::string what;        ///< "workflow run 5"
  std::string verb = "read";
  std::string permission = "actions: read";  ///< that it takes, where GitHub does not say
};

/// GitHub's REST API for one token: requests with the right headers and credentials, and refusals
/// put into words (GitHub REST docs, API version 2022-11-28; docs/hosts.md, "The REST API"). What
/// is asked is for the classes above this one.
class GithubRest {
 public:
  /// `token` empty: anonymous. `token_input` is the input that the token came from, for messages.
  GithubRest(HttpClient& http, Clock& clock, std::string api_url, const Secret& token,
             std::string token_input, Jitter jitter = random_jitter);

  /// GET, tried again as service/retry.h says. The answer may have any status.
  HttpResponse get(const RestCall& call);

  /// A change that leads to the same however often it is made (a PATCH, a label added), tried again
  /// like a GET. `body` is JSON.
  HttpResponse repeat(std::string method, const RestCall& call, std::string body);
  /// A change that must not be made twice: sent again only when the answer was a rate limit, which
  /// says that it was not made. After a transient Error or a 5xx it may have been.
  HttpResponse send_once(std::string method, const RestCall& call, std::string body);

  /// The JSON of a 200 or 201; throws refusal() for any other answer.
  JsonView read(const RestCall& call, const HttpResponse& response) const;
  /// What an answer that is not the one hoped for means (service/github_refusal.h).
  Error refusal(const RestCall& call, const HttpResponse& response) const;

  const std::string& api_url() const { return api_url_; }

 private:
  HttpRequest request(std::string method, const RestCall& call, std::string body) const;

  HttpClient& http_;
  Clock& clock_;
  std::string api_url_;
  Secret authorization_;
  std::string token_input_;
  Jitter jitter_;
};

}  // namespace auto_sync
