#include "adapters/curl_response.h"

#include <charconv>

#include "adapters/curl_url.h"
#include "base/error.h"
#include "base/text.h"

namespace auto_sync {
namespace {

constexpr std::size_t max_head = 256U << 10;

/// Those that lead a GET on (RFC 9110, 15.4).
bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

CurlResponse::CurlResponse(const HttpRequest& request, std::string url, bool follow,
                           ResponseSink* sink, std::chrono::steady_clock::time_point& last_moved)
    : request_(request), follow_(follow), sink_(sink), last_moved_(last_moved) {
  result_.url = std::move(url);
}

void CurlResponse::attach(CURL* easy) {
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &CurlResponse::on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &CurlResponse::on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
}

std::size_t CurlResponse::on_header(char* line, std::size_t size, std::size_t count, void* self) {
  auto& response = *static_cast<CurlResponse*>(self);
  const std::size_t length = size * count;
  try {
    response.take_header_line({line, length});
    response.last_moved_ = std::chrono::steady_clock::now();
    return length;
  } catch (...) {
    response.failure_ = std::current_exception();
    return length + 1;  // any other number than the length ends the transfer
  }
}

std::size_t CurlResponse::on_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& response = *static_cast<CurlResponse*>(self);
  const std::size_t length = size * count;
  try {
    const bool more = response.take_body({bytes, length});
    response.last_moved_ = std::chrono::steady_clock::now();  // the sink's time is not the server's
    return more ? length : CURL_WRITEFUNC_ERROR;
  } catch (...) {
    response.failure_ = std::current_exception();
    return CURL_WRITEFUNC_ERROR;
  }
}

void CurlResponse::take_header_line(std::string_view line) {
  if (has_head_) return;  // trailers of a chunked body
  head_bytes_ += line.size();
  if (head_bytes_ > max_head) {
    throw Error(ErrorKind::remote,
                url_to_show(result_.url) + " answered with more than 256 KiB of headers");
  }
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) {
    finish_head();
  } else if (line.starts_with("HTTP/")) {
    take_status_line(line);
  } else {
    take_field(line);
  }
}

/// `HTTP/1.1 200 OK`, `HTTP/2 200`. What an interim (1xx) answer said is forgotten.
void CurlResponse::take_status_line(std::string_view line) {
  result_.headers.clear();
  result_.status = 0;
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return;
  std::from_chars(line.data() + space + 1, line.data() + line.size(), result_.status);
}

void CurlResponse::take_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  result_.headers.emplace_back(to_lower(line.substr(0, colon)), trim(line.substr(colon + 1)));
}

void CurlResponse::finish_head() {
  if (result_.status < 200 && result_.status != 101) return;
  has_head_ = true;
  const std::string location(result_.header("location"));
  if (follow_ && is_redirect(result_.status) && !location.empty()) {
    redirect_ = same_origin_redirect(result_.url, location);
    if (redirect_) return;
  }
  sink_takes_body_ = sink_ != nullptr && sink_->accept(result_);
  is_wanted_whole_ = sink_ == nullptr && is_wanted();
}

/// False when no more is wanted.
bool CurlResponse::take_body(std::string_view bytes) {
  if (sink_takes_body_) {
    sink_->write(bytes);
    return true;
  }
  const std::size_t limit = is_wanted_whole_ ? request_.max_body : max_words;
  if (bytes.size() <= limit - result_.body.size()) {
    result_.body += bytes;
    return true;
  }
  if (is_wanted_whole_) {
    throw Error(ErrorKind::remote, url_to_show(result_.url) + " answered with more than " +
                                       human_bytes(request_.max_body));
  }
  result_.body += bytes.substr(0, limit - result_.body.size());
  has_enough_ = true;
  return false;
}

/// Whether the answer is the one hoped for, as far as its head tells.
bool CurlResponse::is_wanted() const {
  if (result_.status < 200 || result_.status >= 300) return false;
  return to_lower(result_.header("content-type")).find(request_.wanted_type) != std::string::npos;
}

}  // namespace auto_sync
