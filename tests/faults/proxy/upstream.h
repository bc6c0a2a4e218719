#pragma once
#include <string>
#include <string_view>

#include "support/standin/http_message.h"

namespace auto_sync::faults {

/// A request to be passed on to the server behind the proxy.
struct Passed {
  testing::HttpRequestHead head;
  std::string body;
  bool whole = true;  ///< else the connection ends where the body is still expected to go on
};

struct Answer {
  testing::HttpAnswer answer;  ///< its body unframed
  bool chunked = false;        ///< as the server framed it
};

/// Passes a request on, on a connection of its own, and returns when the server has ended that:
/// whatever the request does has then been done. Throws std::runtime_error when there is no
/// answer (usual for a request that is not whole).
Answer pass_on(const std::string& server_url, const Passed& request);

}  // namespace auto_sync::faults
