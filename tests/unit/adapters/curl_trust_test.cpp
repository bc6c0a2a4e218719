#include "adapters/curl_trust.h"

#include "adapters/curl_http_client.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/fakes/tls_server.h"
#include "support/git_fixture.h"

namespace auto_sync {
namespace {

/// The status of a GET, or Error.
int ask(const test::TlsServer& server, const CertificatePlaces& named,
        const CertificatePlaces& system = {}) {
  const Interrupt interrupt;
  CurlHttpClient client(interrupt, named, system);
  HttpRequest request;
  request.url = server.url();
  return client.send(request).status;
}

}  // namespace

TEST_CASE("a server is trusted for a certificate that was named, or that the system has") {
  const testing::TempDir directory;
  const test::TlsServer server(directory.path());

  SECTION("SSL_CERT_FILE") {
    CHECK(ask(server, {server.certificate(), ""}) == 200);
  }
  SECTION("SSL_CERT_DIR") {
    CHECK(ask(server, {"", server.hashed_directory()}) == 200);
  }
  SECTION("the system's directory") {
    CHECK(ask(server, {}, {"/nonexistent", server.hashed_directory()}) == 200);
  }
  SECTION("the system's bundle, when its directory lacks the certificate") {
    const std::string other = directory.path() / "other";
    std::filesystem::create_directory(other);
    std::filesystem::copy(server.certificate(), other + "/01234567.0");  // not its hash
    CHECK(ask(server, {}, {server.certificate(), other}) == 200);
  }
  SECTION("the system's bundle, when there is no such directory") {
    CHECK(ask(server, {}, {server.certificate(), "/nonexistent"}) == 200);
  }
  SECTION("nobody knows it") {
    try {
      ask(server, {});
      FAIL("trusted");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::remote);
      CHECK_FALSE(error.transient());
      CHECK_THAT(error.what(), StartsWith("GET " + server.url() + ": the server's TLS cert"));
      CHECK_THAT(error.hint(), ContainsSubstring("SSL_CERT_FILE"));
    }
  }
}

}  // namespace auto_sync
