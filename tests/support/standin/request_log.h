#pragma once
#include <condition_variable>
#include <cstdint>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

#include "support/standin/http_message.h"
#include "support/standin/json_value.h"

namespace auto_sync::testing {

/// What the stand-in remembers of a request. Credentials are never kept.
struct RequestRecord {
  std::uint64_t number = 0;      ///< 1, 2, ... in order of arrival
  std::uint64_t connection = 0;  ///< which connection carried it
  std::string method;
  std::string path;
  std::string query;
  Headers headers;                   ///< names in lower case; Authorization is "***"
  std::string repository;            ///< owner/name, when the path names one
  std::string service;               ///< git-upload-pack, git-receive-pack, rest
  std::string phase;                 ///< listing, ls-refs, fetch, push; empty for REST
  std::string protocol;              ///< the Git-Protocol header
  bool authorization = false;        ///< the header was there
  bool authorization_valid = false;  ///< and names a token that is known and not expired
  bool chunked = false;              ///< the request's body came in chunks
  int status = 0;                    ///< 0: none was sent
  std::uint64_t bytes_in = 0;        ///< raw bytes of the request, head and framing included
  std::uint64_t bytes_out = 0;       ///< raw bytes of the answer
  std::uint64_t body_in = 0;         ///< the bodies alone, unframed
  std::uint64_t body_out = 0;
  std::string body;           ///< the first 64 KiB of the request's body
  std::string server_errors;  ///< what git http-backend wrote on its standard error
  bool finished = false;

  std::string_view header(std::string_view name) const;
  /// The pkt-lines at the front of the body: "want ...", "filter tree:0", "flush", ...
  std::vector<std::string> lines() const;
  bool has_line(std::string_view start) const;
  Json to_json() const;
};

/// Sums over the log.
struct Totals {
  std::uint64_t requests = 0;
  std::uint64_t connections = 0;
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t body_in = 0;
  std::uint64_t body_out = 0;
  Json to_json() const;
};

class RequestLog {
 public:
  /// Also writes every finished request as a line of JSON.
  void write_to(const std::string& file);

  /// Counts a request in; `record.number` is set.
  void begin(RequestRecord& record);
  void finish(const RequestRecord& record);
  /// The request waits for ever, as told: until resumed() nobody waits for its end.
  void stalled();
  void resumed();

  /// All requests since the last reset, once none is being served any more (2 s at most).
  std::vector<RequestRecord> all();
  /// Returns when a request of that phase has been answered with that status; throws
  /// std::runtime_error when none is within 60 s.
  void await(const std::string& phase, int status);
  Totals totals();
  void reset();

 private:
  bool holds(const std::string& phase, int status) const;
  void settle(std::unique_lock<std::mutex>& lock);
  std::mutex mutex_;
  std::condition_variable idle_;
  std::vector<RequestRecord> records_;
  std::uint64_t next_ = 0;
  std::uint64_t first_ = 1;
  std::int64_t active_ = 0;
  std::ofstream file_;
};

}  // namespace auto_sync::testing
