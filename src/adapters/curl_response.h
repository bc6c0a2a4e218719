#pragma once
#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "service/http_client.h"

namespace auto_sync {

/// Takes the answer from libcurl: head first, then the body to the sink or into the response.
class CurlResponse {
 public:
  /// `url` is what is asked, in place of the request's own; `follow` whether a redirect within its
  /// origin is to be followed. `last_moved` is set to now whenever something came.
  CurlResponse(const HttpRequest& request, std::string url, bool follow, ResponseSink* sink,
               std::chrono::steady_clock::time_point& last_moved);

  void attach(CURL* easy);

  /// The head of the final answer (not of a 1xx) is complete.
  bool has_head() const { return has_head_; }
  /// We have all we want, although the server had more to say.
  bool has_enough() const { return has_enough_; }
  /// Where to ask again. Sink and body are untouched then.
  const std::optional<std::string>& redirect() const { return redirect_; }
  HttpResponse& result() { return result_; }
  const HttpResponse& result() const { return result_; }
  /// What the sink threw, or an Error of ours, or null.
  const std::exception_ptr& failure() const { return failure_; }

 private:
  static std::size_t on_header(char* line, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self);
  void take_header_line(std::string_view line);
  void take_status_line(std::string_view line);
  void take_field(std::string_view line);
  void finish_head();
  bool take_body(std::string_view bytes);
  bool is_wanted() const;

  const HttpRequest& request_;
  HttpResponse result_;
  bool follow_;
  ResponseSink* sink_;
  std::chrono::steady_clock::time_point& last_moved_;
  std::size_t head_bytes_ = 0;
  bool has_head_ = false;
  bool has_enough_ = false;
  bool sink_takes_body_ = false;
  bool is_wanted_whole_ = false;
  std::optional<std::string> redirect_;
  std::exception_ptr failure_;
};

}  // namespace auto_sync
