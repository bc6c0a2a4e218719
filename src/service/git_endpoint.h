#pragma once
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/secret.h"
#include "domain/repository.h"
#include "service/clock.h"
#include "service/http_client.h"

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
/// into words. gitprotocol-http(5); CONTRACTS "Redirects and names", "URLs and credentials".
class GitEndpoint {
 public:
  GitEndpoint(HttpClient& http, Clock& clock, RepositoryAddress address, const Secret& token,
              std::string service, Role role);

  /// GET info/refs, tried again as service/retry.h says. Follows a renamed repository within its
  /// host and keeps the new place for later requests. Throws Error(access | remote) for anything
  /// but a 200 with the service's own content type.
  HttpResponse advertise(bool protocol_v2);
  /// A POST to the service, ready to be given its body.
  HttpRequest post(bool protocol_v2) const;
  /// The content type of the service's answers.
  std::string result_type() const { return "application/x-" + service_ + "-result"; }
  /// The Error that says what an HTTP answer of that status and body means for the user.
  Error refusal(const HttpResponse& response) const;

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
  Error not_found(const HttpResponse& response) const;
  Error unauthorized(const std::string& words) const;
  Error meaning_of(const HttpResponse& response) const;

  HttpClient& http_;
  Clock& clock_;
  RepositoryAddress address_;
  Secret authorization_;
  std::string service_;
  std::string role_;
  Side side_;
  mutable std::mutex mutex_;
  std::string moved_url_;
};

}  // namespace auto_sync
