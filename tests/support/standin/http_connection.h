#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "support/standin/http_message.h"

namespace auto_sync::testing {

/// The peer went away, or we were told to cut the connection.
struct ConnectionClosed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A request's body stalled for longer than Misbehaviour::body_stall.
struct BodyStalled : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// How a connection treats the request at hand.
struct Misbehaviour {
  std::optional<std::uint64_t> cut_response_after;   ///< raw bytes, the head included
  std::optional<std::uint64_t> cut_request_after;    ///< bytes of the body, decoded
  std::optional<std::uint64_t> hold_response_after;  ///< raw bytes; then `hold` is called, once
  std::function<void()> hold;                        ///< returns when the rest may follow
  std::uint64_t response_bytes_per_second = 0;       ///< 0: as fast as it goes
  std::uint64_t request_bytes_per_second = 0;
  std::optional<std::chrono::milliseconds> body_stall;  ///< then BodyStalled is thrown
  bool reset = false;  ///< a cut is a TCP reset instead of an orderly end
};

/// One server-side connection: HTTP/1.1 with keep-alive, bodies with a length or in chunks.
/// Reading a body and writing an answer may happen in two threads at once.
class HttpConnection {
 public:
  HttpConnection(int fd, std::uint64_t id) : fd_(fd), id_(id) {}
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  std::uint64_t id() const { return id_; }

  /// The next request's head; none when the peer has closed. Throws for what is no HTTP.
  std::optional<HttpRequestHead> read_head();
  void misbehave(const Misbehaviour& how) { how_ = how; }

  /// Fills the front of `into` with body bytes, decoded; 0 at the end of the body.
  std::size_t read_body(std::span<char> into);
  /// At least `size` bytes of the body (fewer at its end), which stay to be read.
  const std::string& peek_body(std::size_t size);
  /// The rest of the body, at most `limit` bytes of it.
  std::string read_whole_body(std::size_t limit);
  bool chunked() const { return framing_ == Framing::chunked; }
  void send(const HttpAnswer& answer);
  /// The answer to come is the connection's last.
  void close_after_answer() { keep_alive_ = false; }
  /// A body whose length is not known: chunks, or up to the connection's end for HTTP/1.0.
  void begin(int status, const Headers& headers);
  void write_piece(std::string_view bytes);
  void end();
  bool response_begun() const { return response_bytes_ > 0; }

  /// Reads what is left of the request, so that the connection can be used again; returns false
  /// when it cannot be.
  bool finish_request();
  /// Returns when the peer closes, shut_down() is called or `releases` grows.
  void wait_for_close(const std::atomic<unsigned>& releases) const;
  void cut();        ///< closes at once, as the misbehaviour says
  void shut_down();  ///< wakes every thread that is blocked on this connection

  std::uint64_t request_bytes() const { return request_bytes_; }    ///< raw, head included
  std::uint64_t response_bytes() const { return response_bytes_; }  ///< raw, head included
  std::uint64_t request_body_bytes() const { return body_bytes_; }
  std::uint64_t response_body_bytes() const { return response_body_bytes_; }

 private:
  enum class Framing { none, length, chunked };
  void begin_request(const HttpRequestHead& head);
  std::size_t receive(std::span<char> into);
  std::size_t read_raw(std::span<char> into);
  std::size_t read_framed(std::span<char> into);
  std::string read_line();
  void write_raw(std::string_view bytes);
  void send_bytes(std::string_view bytes);

  int fd_;
  std::uint64_t id_;
  Misbehaviour how_;
  std::string buffered_;  ///< received, not consumed
  std::size_t consumed_ = 0;
  std::string peeked_;
  std::size_t peeked_consumed_ = 0;
  Framing framing_ = Framing::none;
  std::uint64_t remaining_ = 0;  ///< of the body, or of the chunk
  bool body_ended_ = true;
  bool expects_continue_ = false;
  bool keep_alive_ = true;
  bool head_request_ = false;
  bool stream_chunks_ = true;
  std::atomic<std::uint64_t> request_bytes_ = 0;
  std::atomic<std::uint64_t> response_bytes_ = 0;
  std::atomic<std::uint64_t> body_bytes_ = 0;
  std::uint64_t response_body_bytes_ = 0;
};

}  // namespace auto_sync::testing
