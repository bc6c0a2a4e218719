#include "support/standin/http_connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <thread>

namespace auto_sync::testing {
namespace {

constexpr std::size_t max_head = 256U << 10;

/// Sleeps as long as `bytes` take at `rate` bytes per second.
void pace(std::size_t bytes, std::uint64_t rate) {
  std::this_thread::sleep_for(std::chrono::microseconds(bytes * 1'000'000 / rate));
}

std::size_t slice(std::size_t size, std::uint64_t rate) {
  if (rate == 0) return size;
  return std::min<std::size_t>(size, std::max<std::uint64_t>(1, rate / 20));
}

}  // namespace

HttpConnection::~HttpConnection() {
  close(fd_);
}

std::size_t HttpConnection::receive(std::span<char> into) {
  if (how_.body_stall) {
    pollfd waiting{fd_, POLLIN, 0};
    if (poll(&waiting, 1, static_cast<int>(how_.body_stall->count())) == 0) {
      throw BodyStalled("the request's body stalled");
    }
  }
  const std::size_t want = slice(into.size(), how_.request_bytes_per_second);
  ssize_t n = 0;
  do {
    n = recv(fd_, into.data(), want, 0);
  } while (n < 0 && errno == EINTR);
  if (n < 0) throw ConnectionClosed(std::strerror(errno));
  if (how_.request_bytes_per_second != 0) {
    pace(static_cast<std::size_t>(n), how_.request_bytes_per_second);
  }
  return static_cast<std::size_t>(n);
}

std::optional<HttpRequestHead> HttpConnection::read_head() {
  how_ = {};
  request_bytes_ = response_bytes_ = body_bytes_ = response_body_bytes_ = 0;
  buffered_.erase(0, consumed_);
  consumed_ = 0;
  std::size_t end = std::string::npos;
  while ((end = buffered_.find("\r\n\r\n")) == std::string::npos) {
    if (buffered_.size() > max_head) throw ConnectionClosed("request head too large");
    char piece[16U << 10];
    const std::size_t n = receive(piece);
    if (n == 0) return std::nullopt;
    buffered_.append(piece, n);
  }
  HttpRequestHead head = parse_request_head(std::string_view(buffered_).substr(0, end));
  consumed_ = end + 4;
  request_bytes_ = consumed_;
  begin_request(head);
  return head;
}

void HttpConnection::begin_request(const HttpRequestHead& head) {
  peeked_.clear();
  peeked_consumed_ = 0;
  remaining_ = 0;
  framing_ = Framing::none;
  if (lower_case(head.header("transfer-encoding")) == "chunked") {
    framing_ = Framing::chunked;
  } else if (const auto length = head.header("content-length"); !length.empty()) {
    framing_ = Framing::length;
    std::from_chars(length.data(), length.data() + length.size(), remaining_);
  }
  body_ended_ = framing_ == Framing::none || (framing_ == Framing::length && remaining_ == 0);
  expects_continue_ = !body_ended_ && lower_case(head.header("expect")) == "100-continue";
  const std::string connection = lower_case(head.header("connection"));
  keep_alive_ = connection.find("close") == std::string::npos &&
                (!head.http_1_0 || connection.find("keep-alive") != std::string::npos);
  stream_chunks_ = !head.http_1_0;
  head_request_ = head.method == "HEAD";
}

std::size_t HttpConnection::read_raw(std::span<char> into) {
  std::size_t n = std::min(into.size(), buffered_.size() - consumed_);
  if (n > 0) {
    std::memcpy(into.data(), buffered_.data() + consumed_, n);
    consumed_ += n;
  } else {
    n = receive(into);
    if (n == 0) throw ConnectionClosed("the peer closed in the middle of a request");
  }
  request_bytes_ += n;
  return n;
}

std::string HttpConnection::read_line() {
  std::string line;
  char c = 0;
  while (true) {
    if (consumed_ == buffered_.size()) {  // refill, so that this is not one system call per byte
      buffered_.resize(4096);
      consumed_ = 0;
      std::size_t n = 0;
      try {
        n = receive(buffered_);
      } catch (...) {
        buffered_.clear();
        throw;
      }
      buffered_.resize(n);
    }
    read_raw({&c, 1});
    if (c == '\n') break;
    line += c;
    if (line.size() > max_head) throw ConnectionClosed("chunk line too long");
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::size_t HttpConnection::read_framed(std::span<char> into) {
  if (body_ended_ || into.empty()) return 0;
  if (expects_continue_) {
    expects_continue_ = false;
    send_bytes("HTTP/1.1 100 Continue\r\n\r\n");
  }
  if (framing_ == Framing::chunked && remaining_ == 0) {
    const std::string line = read_line();
    if (std::from_chars(line.data(), line.data() + line.size(), remaining_, 16).ptr ==
        line.data()) {
      throw ConnectionClosed("malformed chunk size");
    }
    if (remaining_ == 0) {
      while (!read_line().empty()) {
      }
      body_ended_ = true;
      return 0;
    }
  }
  if (how_.cut_request_after && body_bytes_ >= *how_.cut_request_after) {
    throw ConnectionClosed("cut as told");
  }
  std::uint64_t want = std::min<std::uint64_t>(into.size(), remaining_);
  if (how_.cut_request_after) want = std::min(want, *how_.cut_request_after - body_bytes_);
  const std::size_t n = read_raw(into.first(want));
  remaining_ -= n;
  body_bytes_ += n;
  if (remaining_ == 0 && framing_ == Framing::chunked) read_line();
  if (remaining_ == 0 && framing_ == Framing::length) body_ended_ = true;
  return n;
}

std::size_t HttpConnection::read_body(std::span<char> into) {
  const std::size_t held = std::min(into.size(), peeked_.size() - peeked_consumed_);
  if (held > 0) {
    std::memcpy(into.data(), peeked_.data() + peeked_consumed_, held);
    peeked_consumed_ += held;
    return held;
  }
  return read_framed(into);
}

const std::string& HttpConnection::peek_body(std::size_t size) {
  char piece[16U << 10];
  while (peeked_.size() < size) {
    const std::size_t n = read_framed({piece, std::min(sizeof piece, size - peeked_.size())});
    if (n == 0) break;
    peeked_.append(piece, n);
  }
  return peeked_;
}

std::string HttpConnection::read_whole_body(std::size_t limit) {
  std::string body;
  char piece[16U << 10];
  while (body.size() < limit) {
    const std::size_t n = read_body({piece, std::min(sizeof piece, limit - body.size())});
    if (n == 0) break;
    body.append(piece, n);
  }
  return body;
}

void HttpConnection::send_bytes(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t want = slice(bytes.size(), how_.response_bytes_per_second);
    const ssize_t n = ::send(fd_, bytes.data(), want, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw ConnectionClosed(std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(n));
    if (how_.response_bytes_per_second != 0) {
      pace(static_cast<std::size_t>(n), how_.response_bytes_per_second);
    }
    response_bytes_ += static_cast<std::uint64_t>(n);
  }
}

void HttpConnection::write_raw(std::string_view bytes) {
  if (how_.hold_response_after && response_bytes_ >= *how_.hold_response_after) {
    how_.hold_response_after.reset();
    how_.hold();
  }
  if (!how_.cut_response_after) return send_bytes(bytes);
  const std::uint64_t left =
      *how_.cut_response_after - std::min<std::uint64_t>(*how_.cut_response_after, response_bytes_);
  send_bytes(bytes.substr(0, left));
  if (left <= bytes.size()) throw ConnectionClosed("cut as told");
}

void HttpConnection::send(const HttpAnswer& answer) {
  const bool much_left = framing_ == Framing::chunked || remaining_ > max_head;
  if (!body_ended_ && (much_left || expects_continue_)) keep_alive_ = false;
  std::string out = "HTTP/1.1 " + std::to_string(answer.status) + " " +
                    std::string(reason_phrase(answer.status)) + "\r\n";
  for (const auto& [name, value] : answer.headers) out.append(name).append(": ") += value + "\r\n";
  if (!keep_alive_) out += "Connection: close\r\n";
  if (answer.status != 204 && answer.status != 304) {
    out += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
  }
  out += "\r\n";
  if (!head_request_) {
    out += answer.body;
    response_body_bytes_ = answer.body.size();
  }
  write_raw(out);
}

void HttpConnection::begin(int status, const Headers& headers) {
  std::string out =
      "HTTP/1.1 " + std::to_string(status) + " " + std::string(reason_phrase(status)) + "\r\n";
  for (const auto& [name, value] : headers) out.append(name).append(": ") += value + "\r\n";
  if (!stream_chunks_) keep_alive_ = false;
  out += stream_chunks_ ? "Transfer-Encoding: chunked\r\n\r\n" : "Connection: close\r\n\r\n";
  write_raw(out);
}

void HttpConnection::write_piece(std::string_view bytes) {
  if (bytes.empty()) return;
  response_body_bytes_ += bytes.size();
  if (!stream_chunks_) return write_raw(bytes);
  char size[20];
  const auto end = std::to_chars(size, size + sizeof size, bytes.size(), 16).ptr;
  std::string framed;
  framed.reserve(bytes.size() + 24);
  framed.append(size, end).append("\r\n").append(bytes).append("\r\n");
  write_raw(framed);
}

void HttpConnection::end() {
  if (stream_chunks_) write_raw("0\r\n\r\n");
}

bool HttpConnection::finish_request() {
  how_ = {};
  if (keep_alive_) {
    char piece[16U << 10];
    while (read_framed(piece) > 0) {
    }
    return true;
  }
  // Closing while bytes are still coming in would reset the connection and with it the answer
  // that the peer has not read yet: say that we are done, and let it finish.
  shutdown(fd_, SHUT_WR);
  const timeval patience{2, 0};
  setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  std::string sink(64U << 10, '\0');
  while (recv(fd_, sink.data(), sink.size(), 0) > 0) {
  }
  return false;
}

void HttpConnection::wait_for_close(const std::atomic<unsigned>& releases) const {
  const unsigned before = releases;
  pollfd waiting{fd_, POLLRDHUP, 0};
  while (releases == before && poll(&waiting, 1, 20) <= 0) {
  }
}

void HttpConnection::cut() {
  if (!how_.reset) return shut_down();
  sockaddr nowhere{};  // connecting a TCP socket to "unspecified" aborts it with a reset
  nowhere.sa_family = AF_UNSPEC;
  if (connect(fd_, &nowhere, sizeof nowhere) != 0) shut_down();
}

void HttpConnection::shut_down() {
  shutdown(fd_, SHUT_RDWR);
}

}  // namespace auto_sync::testing
