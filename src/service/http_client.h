#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/secret.h"
#include "service/byte_stream.h"

namespace auto_sync {

/// What is kept of a body that is read for its words alone.
inline constexpr std::size_t max_words = 64U << 10;

/// One HTTP request. Headers never hold credentials: those travel in `authorization`.
struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  Secret authorization;  ///< value of the Authorization header; empty: none is sent
  std::string body;      ///< sent with Content-Length, unless `body_source` is set
  /// A body that is read while it is sent: with Content-Length when its length() is known,
  /// else chunked. Never replayed.
  ByteSource* body_source = nullptr;
  bool http1_only = false;  ///< pushes: large HTTP/2 uploads are reset by some hosts
  /// Follow 301, 302, 303, 307 and 308 within the same scheme, host and port (GET only). A redirect
  /// elsewhere is not followed: it comes back as the response.
  bool follow_redirects = true;
  std::chrono::milliseconds connect_timeout{15'000};
  /// Give up when nothing moved in either direction for this long.
  std::chrono::milliseconds stall_timeout{120'000};
  /// Give up when fewer than `slow_bytes` came and went in this long: the keep-alive packets that
  /// git sends every five seconds while it works are enough, a byte a minute is not.
  std::chrono::milliseconds slow_timeout{300'000};
  std::uint64_t slow_bytes = 128;
  /// Give up after this long in all; zero: no such limit, as for packs on their way.
  std::chrono::milliseconds total_timeout{0};
  /// What the content type of the answer hoped for contains, in lower case; empty: anything.
  /// Without a sink, the body of another one, or of another status than 2xx, is kept up to
  /// max_words.
  std::string wanted_type;
  /// The largest body of an answer hoped for, without a sink: more is an Error.
  std::size_t max_body = 64U << 20;
  /// Go on although the run was interrupted (the one re-listing after a cut push).
  bool even_if_interrupted = false;
  /// Give up as soon as this is asked to stop: Error(remote), since nobody wants the answer.
  std::stop_token cancel;
};

/// Status line, headers and byte counts of an answer.
struct HttpResponse {
  int status = 0;
  std::string url;  ///< of the last request, after redirects
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;                                          ///< when no sink took it
  std::uint64_t bytes_sent = 0;                              ///< headers and body
  std::uint64_t bytes_received = 0;                          ///< headers and body
  std::uint64_t requests = 1;                                ///< with the redirects followed

  /// The first header of that (lower-case) name, or "".
  std::string_view header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return {};
  }
};

/// Takes a response as it arrives.
class ResponseSink : public ByteSink {
 public:
  /// The head is complete. Returning false leaves the body to HttpResponse::body, up to
  /// max_words, for error pages.
  virtual bool accept(const HttpResponse& head) = 0;
};

/// One request, one answer, blocking; may be called from several threads at once.
/// Throws Error: remote (unreachable, cut, timed out; transient() says whether a retry makes
/// sense) or interrupted. An answer of any status is a value, but for 407: that is a proxy's, and
/// an Error(remote), as is whatever a proxy answers in place of a TLS connection. Exceptions of
/// sink and source come through unchanged.
class HttpClient {
 public:
  virtual ~HttpClient() = default;
  /// With `sink` null the body is collected in the response.
  virtual HttpResponse send(const HttpRequest& request, ResponseSink* sink = nullptr) = 0;
};

}  // namespace auto_sync
