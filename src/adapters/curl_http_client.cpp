#include "adapters/curl_http_client.h"

#include <csignal>

#include "adapters/curl_exchange.h"
#include "adapters/curl_url.h"
#include "base/error.h"

namespace auto_sync {
namespace {

constexpr int max_redirects = 5;

/// libcurl, started once and running until the process ends.
struct LibcurlSession {
  LibcurlSession() {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
      throw Error(ErrorKind::internal, "libcurl cannot start");
    }
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  }
  ~LibcurlSession() { curl_global_cleanup(); }
  LibcurlSession(const LibcurlSession&) = delete;
  LibcurlSession& operator=(const LibcurlSession&) = delete;
};

}  // namespace

CurlHttpClient::Started::Started() {
  static const LibcurlSession session;
}

CurlHttpClient::CurlHttpClient(const Interrupt& interrupt, const CertificatePlaces& named,
                               const CertificatePlaces& system)
    : interrupt_(interrupt), trust_(named, system) {}

HttpResponse CurlHttpClient::send(const HttpRequest& request, ResponseSink* sink) {
  const std::string origin = origin_of(request.url);
  std::optional<CurlExchange::Time> deadline;
  if (request.total_timeout.count() > 0) {
    deadline = std::chrono::steady_clock::now() + request.total_timeout;
  }
  const bool may_follow = request.follow_redirects && request.method == "GET";
  HttpResponse before;  // counts of the redirects followed
  before.requests = 0;
  for (std::string url = request.url;;) {
    std::unique_ptr<CurlChannel> channel = channels_.take(origin, request.http1_only);
    CurlExchange exchange(*channel, request, url, may_follow && before.requests < max_redirects,
                          sink, interrupt_, deadline);
    exchange.run(trust_);
    HttpResponse& result = exchange.result();
    result.bytes_sent += before.bytes_sent;
    result.bytes_received += before.bytes_received;
    result.requests += before.requests;
    channels_.give_back(std::move(channel));
    if (!exchange.redirect()) return std::move(result);
    url = *exchange.redirect();
    before = std::move(result);
  }
}

}  // namespace auto_sync
