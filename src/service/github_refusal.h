#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "base/error.h"
#include "service/http_client.h"

namespace auto_sync {

/// The question that an answer belongs to, as messages call it.
struct RefusedQuestion {
  std::string api_url;
  std::string repository;                    ///< owner/name
  std::string what;                          ///< "workflow run 5"
  std::string verb = "read";                 ///< what was to be done with it: "read", "open"
  std::string permission = "actions: read";  ///< that it takes, where the answer does not say
  std::string token_input;                   ///< the input that the token came from
  bool anonymous = false;                    ///< no token was sent
  std::chrono::system_clock::time_point now;
};

/// Whether the answer claims to be JSON. An error page of a proxy, a login page, or GitHub's own
/// web site does not.
bool is_json(const HttpResponse& response);

/// GitHub's own `message` with those of its `errors` behind it, on one line, at most 300 bytes:
/// "Validation Failed: No commits between main and x". Empty when the body has none.
std::string spoken_words(const HttpResponse& response);

/// What an answer of the REST API that is not the one hoped for means to the user, and what to do:
/// Error(access) for 401, 404 and a 403 for lack of permission or single sign-on, Error(remote)
/// for rate limits, failures, redirects to elsewhere and answers that are not GitHub's
/// (docs/hosts.md, "The REST API").
Error github_refusal(const HttpResponse& response, const RefusedQuestion& question);

/// `X-Accepted-GitHub-Permissions` in words: "actions=read; contents=write,workflows=write" reads
/// "actions: read, or contents: write and workflows: write".
std::string permissions_in_words(std::string_view header);

}  // namespace auto_sync
