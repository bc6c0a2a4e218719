#pragma once
#include "service/http_client.h"

namespace auto_sync {

/// For the one look at the target after an interrupted push: requests go on although the run was
/// interrupted, and take a second at most, since the runner kills us soon after.
class LastLookHttpClient : public HttpClient {
 public:
  explicit LastLookHttpClient(HttpClient& inner) : inner_(inner) {}

  HttpResponse send(const HttpRequest& request, ResponseSink* sink = nullptr) override {
    HttpRequest hurried = request;
    hurried.even_if_interrupted = true;
    hurried.total_timeout = std::chrono::seconds(1);
    return inner_.send(hurried, sink);
  }

 private:
  HttpClient& inner_;
};

}  // namespace auto_sync
