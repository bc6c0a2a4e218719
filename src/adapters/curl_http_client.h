#pragma once
#include "adapters/curl_channel.h"
#include "adapters/curl_trust.h"
#include "adapters/interrupt.h"
#include "service/http_client.h"

namespace auto_sync {

/// HTTP on libcurl. Each running request has a handle and a connection of its own; connections
/// are kept, per origin, for later requests. HTTP/2 where TLS offers it. Proxy variables are
/// honoured by libcurl itself; .netrc and cookies are not looked at.
/// Answers arrive unpacked, whatever encoding was asked for: gzip without a sink, with one none.
///
/// Timeouts: the stall timeout counts the time in which the server neither took nor gave a byte.
/// Time spent inside a request's source or sink does not count: the side that is slow there has
/// a stall timeout of its own.
///
/// A server may answer before it has read the whole body, and close: that answer is returned,
/// with what came of its body. Only when it resets the connection in the same moment is the
/// answer lost, and the request ends in a transient Error.
class CurlHttpClient : public HttpClient {
 public:
  /// `interrupt` must outlive the client; requests throw Error(interrupted) as soon as it is
  /// requested. Ignores SIGPIPE from now on: a cut connection is an error, not the end.
  /// `named` are the certificates that the environment names, `system` those of the system when
  /// they are not where libcurl has them (CurlTrust).
  explicit CurlHttpClient(const Interrupt& interrupt, const CertificatePlaces& named = {},
                          const CertificatePlaces& system = {});

  HttpResponse send(const HttpRequest& request, ResponseSink* sink = nullptr) override;

 private:
  struct Started {
    Started();
  };

  Started started_;  // first: libcurl must run before anything asks it
  const Interrupt& interrupt_;
  CurlTrust trust_;
  CurlChannelPool channels_;
};

}  // namespace auto_sync
