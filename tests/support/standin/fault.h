#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "support/standin/http_connection.h"
#include "support/standin/json_value.h"
#include "support/standin/request_log.h"

namespace auto_sync::testing {

/// Which requests are meant. Every condition that is set must hold.
struct RequestMatch {
  std::string method;         ///< GET, POST, ...
  std::string path;           ///< regular expression, searched in `path?query`
  std::string service;        ///< git-upload-pack, git-receive-pack, rest
  std::string phase;          ///< listing (info/refs), ls-refs, fetch, push; empty for REST
  std::string repository;     ///< owner/name
  std::string line;           ///< a fetch with a pkt-line that starts so, e.g. `filter tree:0`
  std::string no_line;        ///< a fetch without one, e.g. `filter`: that of the objects
  bool chunked_only = false;  ///< only requests whose body is chunked
  unsigned skip = 0;          ///< let this many pass first
  unsigned count = 1;         ///< then take this many; 0: all
};

/// What goes wrong with the requests that match. Actions can be combined; the whole answer is
/// held in memory where it is changed (truncate_body, band3, ng_reason, transform).
struct Fault {
  RequestMatch match;

  int status = 0;  ///< answer this instead, with `headers` and `body`
  Headers headers;
  std::string body;
  bool after_body = false;  ///< such an answer comes once the request's body was read
  std::string redirect_to;  ///< Location: this + the request's path and query (needs `status`)
  std::string err_packet;   ///< a 200 of the right type that holds only `ERR <this>`

  Misbehaviour connection;  ///< cuts, slowness, the 408 after a stalled body
  bool stall = false;       ///< never answer, until release_stalls(), the peer closes or we end

  std::optional<std::uint64_t> truncate_body;         ///< a shorter body, correctly framed
  std::string band3;                                  ///< these words on band 3 ...
  std::uint64_t band3_after = 0;                      ///< ... after this many bytes
  std::string ng_reason;                              ///< reason of each `ng`
  std::function<std::string(std::string)> transform;  ///< of the whole body

  /// Called before the request is served; with nothing else set it is then served as usual.
  std::function<void()> before;
  std::string before_command;  ///< the same, for `sh -c`

  bool changes_body() const {
    return truncate_body || !band3.empty() || !ng_reason.empty() || transform != nullptr;
  }
  std::string changed(std::string answer_body) const;
  bool answers_itself() const { return status != 0 || !err_packet.empty(); }
};

/// Several faults on one request act together: calls what each wants called before, and adds up
/// the rest. Of two that answer themselves the first does.
Fault combined(const std::vector<Fault>& faults);

/// The answer of a fault that answers itself.
HttpAnswer fault_answer(const Fault& fault, const HttpRequestHead& head,
                        const RequestRecord& record);

/// A fault from its JSON form (tests/support/standin/README.md). Throws std::invalid_argument
/// for a member that does not exist.
Fault fault_from_json(const Json& json);

/// The faults that are still to come.
class FaultBook {
 public:
  void add(Fault fault);
  void clear();
  /// Every fault that is due for this request, whose body begins with `front`; counts them down.
  std::vector<Fault> due(const RequestRecord& request, std::string_view front);
  /// Whether any fault waits for a git phase, so that the request's body has to be looked at.
  bool any() const;

 private:
  struct Entry {
    Fault fault;
    std::regex path;
    unsigned seen = 0;
  };
  mutable std::mutex mutex_;
  std::list<Entry> entries_;
};

}  // namespace auto_sync::testing
