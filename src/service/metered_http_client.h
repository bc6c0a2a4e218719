#pragma once
#include <atomic>

#include "domain/sync_result.h"
#include "service/http_client.h"

namespace auto_sync {

/// Counts what goes over the wire, for the report: one meter per run.
class MeteredHttpClient : public HttpClient {
 public:
  explicit MeteredHttpClient(HttpClient& inner) : inner_(inner) {}

  HttpResponse send(const HttpRequest& request, ResponseSink* sink = nullptr) override {
    HttpResponse response = inner_.send(request, sink);
    requests_ += response.requests;
    sent_ += response.bytes_sent;
    received_ += response.bytes_received;
    return response;
  }

  /// So far; requests that ended in an error are not counted.
  Traffic traffic() const { return {requests_, sent_, received_}; }

 private:
  HttpClient& inner_;
  std::atomic<std::uint64_t> requests_{0};
  std::atomic<std::uint64_t> sent_{0};
  std::atomic<std::uint64_t> received_{0};
};

}  // namespace auto_sync
