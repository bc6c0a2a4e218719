#pragma once
#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/curl_channel.h"
#include "service/http_client.h"

namespace auto_sync {

/// Bytes in memory as a source.
class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(std::span<char> into) override;
  std::optional<std::uint64_t> length() const override { return bytes_.size(); }
  bool start_again() override {
    given_ = 0;
    return true;
  }

 private:
  std::string_view bytes_;
  std::size_t given_ = 0;
};

/// Feeds a request's body to libcurl, and lets an answer that is already there go first: a server
/// that refuses an upload says why, and may then cut the line; bytes sent after that would cost
/// us its answer.
class CurlRequestBody {
 public:
  /// `last_moved`, when the server last took or gave something, is put off by the time that we
  /// spend waiting for our own source.
  CurlRequestBody(const CurlChannel& channel, const HttpRequest& request,
                  std::chrono::steady_clock::time_point& last_moved);

  /// Makes the channel's handle send a POST that reads from here.
  void attach();
  bool is_chunked() const { return !left_.has_value(); }
  /// Whether sending waits until libcurl has read what the server says; clears that.
  bool take_pause() { return std::exchange(paused_, false); }
  /// What the source threw, or null.
  const std::exception_ptr& failure() const { return failure_; }

 private:
  static std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* self);
  static int on_seek(void* self, curl_off_t offset, int origin);
  std::size_t read(std::span<char> into);
  std::size_t give_held(std::span<char> into);
  bool rewind();

  const CurlChannel& channel_;
  MemorySource text_;
  ByteSource& source_;
  std::chrono::steady_clock::time_point& last_moved_;
  bool is_text_;
  bool paused_ = false;
  std::optional<std::uint64_t> left_;  ///< of a body whose length is known
  std::vector<char> held_;             ///< read already, kept while the answer is looked at
  std::size_t held_given_ = 0;
  std::exception_ptr failure_;
};

}  // namespace auto_sync
