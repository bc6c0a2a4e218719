#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace auto_sync::bench {

/// A request as a client sent it to record_proxy.
struct RecordedRequest {
  std::string method;
  std::string path;  ///< with the query
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;          ///< without chunk framing
  std::int64_t started = 0;  ///< microseconds: the request's first byte
  std::int64_t ended = 0;    ///< microseconds: the answer's last byte

  bool is_push() const { return method == "POST" && path.ends_with("/git-receive-pack"); }
  bool is_fetch() const;
  /// A fetch of the objects themselves: one of the history or of trees has a filter.
  bool is_transfer() const { return is_fetch() && body.find("filter ") == std::string::npos; }
};

/// Every request in a record_proxy's directory, by the time it started.
std::vector<RecordedRequest> read_recording(const std::filesystem::path& directory);

}  // namespace auto_sync::bench
