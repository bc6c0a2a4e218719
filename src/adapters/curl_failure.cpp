#include "adapters/curl_failure.h"

#include "base/escape.h"

namespace auto_sync {
namespace {

struct FailureWords {
  std::string_view what;
  std::string_view hint;
  bool transient;
};

constexpr FailureWords unresolved{
    "the host name cannot be resolved",
    "Check the host name in the URL, and the proxy variables if a proxy is set.", true};
constexpr FailureWords unreachable{
    "cannot connect",
    "Check that the server is up and reachable from this machine; https_proxy, http_proxy and "
    "no_proxy are honoured.",
    true};
constexpr FailureWords timed_out{
    "no connection in time",
    "Check the network between this machine and the server, then try again.", true};
constexpr FailureWords untrusted{
    "the server's TLS certificate is not trusted",
    "If the server (or a proxy on the way) has a certificate of its own authority, name that "
    "authority's certificate file in SSL_CERT_FILE.",
    false};
constexpr FailureWords no_ca_file{"the certificate file cannot be read",
                                  "Check SSL_CERT_FILE, SSL_CERT_DIR and CURL_CA_BUNDLE.", false};
constexpr FailureWords no_handshake{
    "the TLS handshake failed",
    "Check that the URL's port speaks TLS and that no proxy on the way interferes.", true};
constexpr FailureWords cut{"the connection was cut", "Try again: this usually passes.", true};
constexpr FailureWords malformed{
    "the server's answer is not proper HTTP",
    "Check that the URL points at a git host, and not at another service.", false};
constexpr FailureWords unexplained{"the transfer failed", "", false};

const FailureWords& failure_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return unresolved;
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
      return unreachable;
    case CURLE_OPERATION_TIMEDOUT:
      return timed_out;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return untrusted;
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
      return no_ca_file;
    case CURLE_SSL_CONNECT_ERROR:
      return no_handshake;
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_SEND_FAIL_REWIND:
      return cut;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_BAD_CONTENT_ENCODING:
      return malformed;
    default:
      return unexplained;
  }
}

}  // namespace

Error curl_failure(CURLcode code, const std::string& asked, std::string_view detail) {
  const FailureWords& failure = failure_of(code);
  if (detail.empty()) detail = curl_easy_strerror(code);
  return {ErrorKind::remote,
          asked + ": " + std::string(failure.what) + " (" + printable(detail) + ")",
          std::string(failure.hint), failure.transient};
}

Error proxy_failure(int status, const std::string& asked) {
  const std::string number = " (HTTP " + std::to_string(status) + ")";
  if (status == 407) {
    return {ErrorKind::remote,
            asked +
                ": the proxy before the server wants a user and a password, or refuses those "
                "that it was given" +
                number,
            "Name them in the variable that names the proxy (https_proxy or http_proxy): "
            "http://USER:PASSWORD@HOST:PORT, with special characters percent-encoded."};
  }
  return {ErrorKind::remote,
          asked + ": the proxy before the server does not connect to it" + number,
          "Let whoever runs the proxy allow that host and port, or name the host in no_proxy.",
          status >= 500};
}

}  // namespace auto_sync
