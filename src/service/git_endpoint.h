#pragma once
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/secret.h"
#include "domain/repository.h"
#include "service/clock.h"
#include "service/git_answers.h"
#include "service/http_client.h"
#include "service/retry.h"

namespace auto_sync {

/// A listing is done in this time, or given up.
inline constexpr std::chrono::milliseconds listing_timeout{300'000};

/// What a repository is to a run, and how errors call it.
struct Role {
  Side side = Side::none;
  std::string name;  ///< as the inputs name it: "source" or "target"
};

/// One service (git-upload-pack or git-receive-pack) of one repository over smart HTTP: requests
/// with the right headers and credentials, redirects settled once and for all, and refusals put
/// into words. gitprotocol-http(5); docs/hosts.md, "Redirects and names", "URLs and credentials".
class GitEndpoint {
 public:
  GitEndpoint(HttpClient& http, Clock& clock, RepositoryAddress address, const Secret& token,
              std::string service, Role role);

  /// GET info/refs, which `read` takes; tried again as service/retry.h says, also when the answer
  /// was cut off. Follows a renamed repository within its host and keeps the new place for later
  /// requests. Throws Error(access | remote) for anything but a 200 with the service's own content
  /// type.
  void advertise(bool protocol_v2, const ReadAnswer& read);
  /// The answer to a request that changes nothing, which `read` takes; as service/retry.h says. A
  /// server that wants to be shown the token in another way is shown it so, then and later.
  HttpResponse question(HttpRequest request, const ReadAnswer& read);
  /// The answer, if it is what this step is to bring. Throws its refusal().
  void require(const HttpResponse& response, GitStep step, const std::string& type) const;
  /// Whether the request was turned away for the way in which it showed the token, and may be made
  /// anew: `Bearer` where a 401 names that and not `Basic` (RFC 6750, 2.1; RFC 9110, 11.6.1).
  bool is_shown_otherwise(const HttpRequest& request, const HttpResponse& response);
  /// A POST to the service, ready to be given its body.
  HttpRequest post(bool protocol_v2) const;
  /// The content type of the service's answers.
  std::string result_type() const { return "application/x-" + service_ + "-result"; }
  /// The Error that says what an HTTP answer of that status and body means for the user at a step.
  Error refusal(const HttpResponse& response, GitStep step) const;

  /// Runs a reader over the service's answer; its errors then say which repository they are about.
  template <typename Read>
  auto reading(Read read) const {
    try {
      return read();
    } catch (const Error& error) {
      throw named(error);
    }
  }
  Error named(const Error& error) const;

  const std::string& role() const { return role_; }
  Side side() const { return side_; }
  const std::string& name() const { return address_.display_name(); }
  bool on_server() const { return address_.on_server(); }
  /// Where a redirect led, for the advice to update the name; empty when there was none.
  std::string moved_to() const;

 private:
  std::string base_url() const;
  std::string advertisement_type() const;
  HttpRequest listing(const std::string& service) const;
  bool is_missing(const HttpResponse& refused) const;
  Secret credentials() const;
  std::string who() const { return "The " + role_ + " " + name(); }
  Error not_found(const HttpResponse& response) const;
  Error unauthorized(const HttpResponse& response) const;
  Error forbidden(const HttpResponse& response) const;
  Error moved(const HttpResponse& response) const;
  Error not_git(const HttpResponse& response) const;
  Error meaning_of(const HttpResponse& response, GitStep step) const;

  HttpClient& http_;
  Clock& clock_;
  RepositoryAddress address_;
  Secret token_;
  std::string service_;
  std::string role_;
  Side side_;
  mutable std::mutex mutex_;
  std::string moved_url_;
  bool shows_bearer_ = false;  ///< the token as `Bearer`, not as `Basic`
};

}  // namespace auto_sync
