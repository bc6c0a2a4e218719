#include "adapters/curl_exchange.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/curl_failure.h"
#include "adapters/curl_url.h"
#include "adapters/storage_failure.h"
#include "base/error.h"
#include "base/log.h"
#include "base/text.h"

namespace auto_sync {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr long download_buffer = 256L << 10;
constexpr long small_buffer = 16L << 10;

class HeaderList {
 public:
  void add(const std::string& line) {
    curl_slist* longer = curl_slist_append(list_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list_.release());
    list_.reset(longer);
  }
  auto take() { return std::move(list_); }

 private:
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> list_{nullptr, curl_slist_free_all};
};

template <typename T>
T info(CURL* easy, CURLINFO what) {
  T value{};
  curl_easy_getinfo(easy, what, &value);
  return value;
}

/// Since libcurl 8.7.0 (Debian 13 has 8.14) the size of a request holds its body's.
bool request_size_includes_body() {
  return curl_version_info(CURLVERSION_NOW)->version_num >= 0x080700;
}

/// Keeps the easy handle in its multi handle while it lives.
class Running {
 public:
  explicit Running(const CurlChannel& channel) : channel_(channel) {
    curl_multi_add_handle(channel_.multi(), channel_.easy());
  }
  ~Running() { curl_multi_remove_handle(channel_.multi(), channel_.easy()); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  const CurlChannel& channel_;
};

}  // namespace

CurlExchange::CurlExchange(CurlChannel& channel, const HttpRequest& request, std::string url,
                           bool follow_redirect, ResponseSink* sink, const Interrupt& interrupt,
                           std::optional<Time> deadline)
    : channel_(channel),
      request_(request),
      interrupt_(interrupt),
      deadline_(deadline),
      url_(std::move(url)),
      last_moved_(steady_clock::now()),
      response_(request, url_, follow_redirect, sink, last_moved_) {
  if (request_.body_source != nullptr || !request_.body.empty() || request_.method == "POST") {
    body_.emplace(channel_, request_, last_moved_);
  }
  CURL* easy = channel_.easy();
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, sink != nullptr ? download_buffer : small_buffer);
  // Without this header a server may compress as it likes (RFC 9110, 12.5.3): packs are so already,
  // and time is lost. Either way libcurl unpacks what comes.
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, sink != nullptr ? "identity" : "gzip");
}

void CurlExchange::run(CurlTrust& trust) {
  const Time started = steady_clock::now();
  set_up();
  const bool trusts_more = trust.apply(channel_.easy());
  CURLcode code = drive();
  if (code == CURLE_PEER_FAILED_VERIFICATION && trusts_more) {
    trust.widen();
    trust.apply(channel_.easy());
    code = drive();  // nothing of the request has left us yet
  }
  judge(code);
  collect_counts();
  log_outcome(started);
}

void CurlExchange::set_up() {
  CURL* easy = channel_.easy();
  curl_easy_setopt(easy, CURLOPT_URL, url_.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // do not wait for a slow name server
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail_.data());
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
                   request_.http1_only ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS);
  curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPIDLE, 30L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPINTVL, 15L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(request_.connect_timeout.count()));
  channel_.watch_sockets();
  response_.attach(easy);
  set_up_request();
}

void CurlExchange::set_up_request() {
  CURL* easy = channel_.easy();
  HeaderList headers;
  bool has_type = false;
  for (const auto& [name, value] : request_.headers) {
    headers.add(value.empty() ? name + ";" : fmt::format("{}: {}", name, value));
    has_type = has_type || to_lower(name) == "content-type";
  }
  if (!request_.authorization.empty()) {
    headers.add("Authorization: " + request_.authorization.reveal());
  }
  if (body_) {
    body_->attach();
    if (body_->is_chunked()) headers.add("Transfer-Encoding: chunked");
  }
  headers.add("Expect:");                       // no round trip for permission to send
  if (!has_type) headers.add("Content-Type:");  // libcurl would claim a form
  if (request_.method == "HEAD") {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else if (request_.method != "GET" || body_) {
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
  headers_ = headers.take();
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
}

/// Runs the transfer. Waiting ends at once for an interrupt, and in time for the limits, which
/// are ours: libcurl's own would count the time spent waiting for source and sink.
CURLcode CurlExchange::drive() {
  const Running in_multi(channel_);
  curl_waitfd wake{interrupt_.wake_fd(), CURL_WAIT_POLLIN, 0};
  const bool wakes = !request_.even_if_interrupted;
  const std::stop_callback on_cancel(request_.cancel,
                                     [this] { curl_multi_wakeup(channel_.multi()); });
  int events = 0;
  for (int running = 1;;) {
    if (wakes) interrupt_.throw_if_requested();
    if (request_.cancel.stop_requested()) {
      throw Error(ErrorKind::remote, asked() + ": given up, the answer is not wanted any more");
    }
    curl_multi_perform(channel_.multi(), &running);
    if (body_ && body_->take_pause()) {
      curl_multi_perform(channel_.multi(), &running);  // reads the answer, if it is one
      curl_easy_pause(channel_.easy(), CURLPAUSE_CONT);
      continue;
    }
    if (running == 0) break;
    note_upload(events > 0);
    const Time asleep = steady_clock::now();
    curl_multi_poll(channel_.multi(), &wake, wakes ? 1 : 0, static_cast<int>(time_left().count()),
                    &events);
    note_wait(steady_clock::now() - asleep);
  }
  int left = 0;
  const CURLMsg* message = curl_multi_info_read(channel_.multi(), &left);
  return message != nullptr ? message->data.result : CURLE_FAILED_INIT;
}

/// What went out counts as progress only when the socket had asked for it: newer versions of
/// libcurl also fill the system's buffer, bit by bit, while the server takes nothing.
void CurlExchange::note_upload(bool socket_was_ready) {
  const auto uploaded = info<curl_off_t>(channel_.easy(), CURLINFO_SIZE_UPLOAD_T);
  if (uploaded != uploaded_ && socket_was_ready) last_moved_ = steady_clock::now();
  uploaded_ = uploaded;
}

/// Throws Error(remote) when the server has made us wait too long for too little. Only waiting
/// counts, so that a slow source or sink does not.
void CurlExchange::note_wait(steady_clock::duration waited) {
  waited_ += waited;
  if (waited_ < request_.slow_timeout) return;
  const auto moved =
      static_cast<std::uint64_t>(info<curl_off_t>(channel_.easy(), CURLINFO_SIZE_UPLOAD_T) +
                                 info<curl_off_t>(channel_.easy(), CURLINFO_SIZE_DOWNLOAD_T));
  if (moved - moved_before_ < request_.slow_bytes) {
    throw Error(ErrorKind::remote,
                asked() + ": only " + human_bytes(moved - moved_before_) + " moved in " +
                    human_seconds(std::chrono::duration<double>(waited_).count()),
                "Try again; if it stays so, look at the server's status page.", true);
  }
  moved_before_ = moved;
  waited_ = {};
}

/// Until the next limit, at most a minute. Throws Error(remote) when one is reached.
milliseconds CurlExchange::time_left() const {
  const Time now = steady_clock::now();
  const auto still = now - last_moved_;
  if (still >= request_.stall_timeout) {
    throw Error(ErrorKind::remote,
                asked() + ": nothing moved for " +
                    human_seconds(std::chrono::duration<double>(request_.stall_timeout).count()),
                "Try again; if it stays so, look at the server's status page.", true);
  }
  auto left = std::chrono::ceil<milliseconds>(request_.stall_timeout - still);
  if (deadline_) {
    if (now >= *deadline_) {
      throw Error(ErrorKind::remote,
                  asked() + ": not finished in " +
                      human_seconds(std::chrono::duration<double>(request_.total_timeout).count()),
                  "Try again; if it stays so, look at the server's status page.", true);
    }
    left = std::min(left, std::chrono::ceil<milliseconds>(*deadline_ - now));
  }
  return std::min(left, milliseconds{60'000});
}

/// Throws unless there is an answer to return.
void CurlExchange::judge(CURLcode code) const {
  if (body_ && body_->failure()) std::rethrow_exception(body_->failure());
  if (response_.failure()) std::rethrow_exception(response_.failure());
  if (const int status = proxy_status(code); status != 0) throw proxy_failure(status, asked());
  if (code == CURLE_OK && !response_.has_head()) {
    throw curl_failure(CURLE_RECV_ERROR, asked(), "the answer ended in its headers");
  }
  if (const int lack = channel_.lack_of_files(); code == CURLE_COULDNT_CONNECT && lack != 0) {
    throw Error(ErrorKind::usage, asked() + ": this process may open no more files",
                limit_hint(lack));
  }
  if (code != CURLE_OK && !answer_stands(code)) {
    throw curl_failure(code, asked(), detail_.data());
  }
}

/// The status by which a proxy has refused to pass the request on, or 0. In answer to CONNECT it is
/// told apart from the server's own; else only 407 is known to be a proxy's (RFC 9110, 15.5.8).
int CurlExchange::proxy_status(CURLcode code) const {
  const auto connect = static_cast<int>(info<long>(channel_.easy(), CURLINFO_HTTP_CONNECTCODE));
  if (code != CURLE_OK && connect >= 300) return connect;
  return response_.has_head() && response_.result().status == 407 ? 407 : 0;
}

/// Whether the answer counts although the transfer ended badly: we broke it off ourselves, or the
/// server answered without waiting for the whole body and then closed.
bool CurlExchange::answer_stands(CURLcode code) const {
  if (!response_.has_head()) return false;
  if (code == CURLE_WRITE_ERROR) return response_.has_enough();
  const bool has_body = body_.has_value();
  const bool refused = response_.result().status >= 300;
  switch (code) {
    case CURLE_SEND_ERROR:
      return has_body;
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2_STREAM:
      return has_body && refused;
    default:
      return false;
  }
}

void CurlExchange::collect_counts() {
  CURL* easy = channel_.easy();
  HttpResponse& result = response_.result();
  result.bytes_sent = static_cast<std::uint64_t>(info<long>(easy, CURLINFO_REQUEST_SIZE));
  if (!request_size_includes_body()) {
    result.bytes_sent += static_cast<std::uint64_t>(info<curl_off_t>(easy, CURLINFO_SIZE_UPLOAD_T));
  }
  result.bytes_received =
      static_cast<std::uint64_t>(info<long>(easy, CURLINFO_HEADER_SIZE)) +
      static_cast<std::uint64_t>(info<curl_off_t>(easy, CURLINFO_SIZE_DOWNLOAD_T));
  channel_.http2 = info<long>(easy, CURLINFO_HTTP_VERSION) == CURL_HTTP_VERSION_2_0;
}

void CurlExchange::log_outcome(Time started) const {
  const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - started);
  const HttpResponse& result = response_.result();
  log::debug("{}: {}, {} bytes out, {} bytes in, {} ms, HTTP/{}, {} connection", asked(),
             result.status, result.bytes_sent, result.bytes_received, took.count(),
             channel_.http2 ? "2" : "1.1",
             info<long>(channel_.easy(), CURLINFO_NUM_CONNECTS) == 0 ? "kept" : "new");
}

std::string CurlExchange::asked() const {
  return request_.method + " " + url_to_show(url_);
}

}  // namespace auto_sync
