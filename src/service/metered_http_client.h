#pragma once
#include <mutex>

#include "domain/cost.h"
#include "service/http_client.h"

namespace auto_sync {

/// Counts apart what is asked beside the pipeline, by threads that say so.
class SideMeter {
 public:
  Traffic traffic() const {
    const std::lock_guard lock(mutex_);
    return traffic_;
  }
  void add(const Traffic& traffic) {
    const std::lock_guard lock(mutex_);
    traffic_ += traffic;
  }

  /// The calling thread's requests are `meter`'s for as long as this lives.
  class Thread {
   public:
    explicit Thread(SideMeter* meter) : outer_(of_thread()) { of_thread() = meter; }
    ~Thread() { of_thread() = outer_; }
    Thread(const Thread&) = delete;
    Thread& operator=(const Thread&) = delete;

   private:
    SideMeter* outer_;
  };

  /// The calling thread's meter; null for the pipeline's own threads.
  static SideMeter*& of_thread() {
    static thread_local SideMeter* meter = nullptr;
    return meter;
  }

 private:
  mutable std::mutex mutex_;
  Traffic traffic_;
};

/// Counts what goes over the wire, for the report: one meter per run.
class MeteredHttpClient : public HttpClient {
 public:
  explicit MeteredHttpClient(HttpClient& inner) : inner_(inner) {}

  HttpResponse send(const HttpRequest& request, ResponseSink* sink = nullptr) override {
    HttpResponse response = inner_.send(request, sink);
    const Traffic moved{response.requests, response.bytes_sent, response.bytes_received};
    SideMeter* const side = SideMeter::of_thread();
    if (side != nullptr) side->add(moved);
    const std::lock_guard lock(mutex_);
    all_ += moved;
    if (side == nullptr) pipeline_ += moved;
    return response;
  }

  /// So far; requests that ended in an error are not counted.
  Traffic traffic() const {
    const std::lock_guard lock(mutex_);
    return all_;
  }
  /// The same without what was asked beside the pipeline (SideMeter).
  Traffic pipeline_traffic() const {
    const std::lock_guard lock(mutex_);
    return pipeline_;
  }

 private:
  HttpClient& inner_;
  mutable std::mutex mutex_;
  Traffic all_;
  Traffic pipeline_;
};

}  // namespace auto_sync
