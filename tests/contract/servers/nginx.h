#pragma once
#include <string>
#include <vector>

#include "contract/servers/server_process.h"
#include "support/git_fixture.h"

namespace auto_sync::testing {

/// One line of nginx's access log.
struct NginxRequest {
  std::string method;
  std::string path;
  int status = 0;
  std::string protocol;  ///< HTTP/2.0, HTTP/1.1
};

/// Debian's nginx on loopback as people put it before a git host: it ends TLS, offers HTTP/2, and
/// passes everything on. Its certificate is of an authority that the test makes.
class Nginx {
 public:
  /// Passes on to the server at `upstream`, a URL without a path. `directives` are added to those
  /// of its own server.
  explicit Nginx(const std::string& upstream, const std::string& directives = {});

  std::string url() const { return "https://127.0.0.1:" + std::to_string(server_.port()); }
  std::string clone_url(const std::string& full_name) const {
    return url() + "/" + full_name + ".git";
  }
  /// The authority's certificate, for SSL_CERT_FILE.
  std::string authority() const { return directory_ / "authority.pem"; }

  /// Stops it when it has answered all it was asked, and returns that.
  std::vector<NginxRequest> stop();

 private:
  void make_certificates() const;
  std::vector<std::string> prepare(const std::string& upstream, const std::string& directives,
                                   std::uint16_t port) const;

  TempDir directory_;
  ServerProcess server_;
};

}  // namespace auto_sync::testing
