#pragma once
#include <string>
#include <vector>

#include "contract/servers/server_process.h"
#include "support/git_fixture.h"

namespace auto_sync::testing {

/// One line of Apache's access log; what a request did not have is "-".
struct ApacheRequest {
  std::string method;
  std::string path;
  int status = 0;
  std::string authorization;
  std::string accept_encoding;
  std::string expect;
  std::string transfer_encoding;
  std::string cookie;
};

/// Debian's Apache httpd on loopback with `git http-backend` as its CGI script, as
/// git-http-backend(1) sets it up, and whatever directives a test adds.
class Apache {
 public:
  /// Serves the bare repositories under `repositories`, to anyone unless `directives` say
  /// otherwise. They stand in the server's configuration, and may use ${URL}, the server's own, and
  /// ${DIR}, where its files are, among them the users' and their passwords': `source-users` and
  /// `target-users`, who are `x-access-token` with that side's token, and `proxy-users`, who is
  /// `proxy_user`.
  explicit Apache(const std::filesystem::path& repositories, const std::string& directives = {});

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  std::string clone_url(const std::string& full_name) const {
    return url() + "/" + full_name + ".git";
  }
  const std::filesystem::path& directory() const { return directory_.path(); }

  /// Stops it when it has answered all it was asked, and returns that.
  std::vector<ApacheRequest> stop();
  /// What it has noted of errors so far.
  std::string errors() const;

 private:
  std::vector<std::string> prepare(const std::filesystem::path& repositories,
                                   const std::string& directives, std::uint16_t port) const;

  TempDir directory_;
  ServerProcess server_;
};

inline const std::string proxy_user = "proxy-user";
inline const std::string proxy_password = "proxyPASSWORD0123456789";

}  // namespace auto_sync::testing
