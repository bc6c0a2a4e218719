#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "adapters/curl_channel.h"
#include "adapters/curl_request_body.h"
#include "adapters/curl_response.h"
#include "adapters/curl_trust.h"
#include "adapters/interrupt.h"

namespace auto_sync {

/// One request and its answer on one channel; a redirect is reported, not followed.
class CurlExchange {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// `url` stands in for the request's own. `deadline`: when to give up, whatever moves.
  CurlExchange(CurlChannel& channel, const HttpRequest& request, std::string url,
               bool follow_redirect, ResponseSink* sink, const Interrupt& interrupt,
               std::optional<Time> deadline);

  /// Runs to the end of the answer. Throws as HttpClient::send does.
  void run(CurlTrust& trust);

  const std::optional<std::string>& redirect() const { return response_.redirect(); }
  HttpResponse& result() { return response_.result(); }

 private:
  void set_up();
  void set_up_request();
  CURLcode drive();
  void note_upload(bool socket_was_ready);
  void note_wait(std::chrono::steady_clock::duration waited);
  std::chrono::milliseconds time_left() const;
  void judge(CURLcode code) const;
  int proxy_status(CURLcode code) const;
  bool answer_stands(CURLcode code) const;
  void collect_counts();
  void log_outcome(Time started) const;
  std::string asked() const;

  CurlChannel& channel_;
  const HttpRequest& request_;
  const Interrupt& interrupt_;
  std::optional<Time> deadline_;
  std::string url_;
  Time last_moved_;
  curl_off_t uploaded_ = 0;
  std::chrono::steady_clock::duration waited_{};  ///< since moved_before_ was counted
  std::uint64_t moved_before_ = 0;
  CurlResponse response_;
  std::optional<CurlRequestBody> body_;
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_{nullptr,
                                                                       curl_slist_free_all};
  std::array<char, CURL_ERROR_SIZE> detail_{};
};

}  // namespace auto_sync
