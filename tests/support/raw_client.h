#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace auto_sync::testing {

/// A bare client that sends exactly what it is given: for what no decent HTTP client would do.
class RawClient {
 public:
  /// Connects to the server at http://127.0.0.1:PORT.
  explicit RawClient(const std::string& server_url);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// Sends the bytes; what a peer that has gone no longer takes is dropped.
  void send(std::string_view bytes) const;
  /// The next answer: its head, an empty line and its body with any chunks joined. What came
  /// before a cut is returned as it is.
  std::string read_answer();
  /// Everything up to the connection's end.
  std::string read_to_end();
  /// Whether the connection ended with a reset (known after the reading).
  bool was_reset() const { return was_reset_; }

 private:
  bool fill();
  std::string take(std::size_t size);
  int fd_ = -1;
  bool was_reset_ = false;
  std::string received_;
};

/// One GET on a connection of its own; `extra_headers` are whole lines ending in CRLF.
std::string raw_get(const std::string& server_url, const std::string& target,
                    const std::string& extra_headers = {});
/// One request with a JSON body.
std::string raw_send(const std::string& server_url, const std::string& method,
                     const std::string& target, const std::string& extra_headers,
                     const std::string& body);

}  // namespace auto_sync::testing
