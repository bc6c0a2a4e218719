#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace auto_sync {

/// Bytes and requests on the wire, HTTP headers and bodies alike.
struct Traffic {
  std::uint64_t requests = 0;
  std::uint64_t sent = 0;
  std::uint64_t received = 0;

  Traffic operator-(const Traffic& earlier) const {
    return {requests - earlier.requests, sent - earlier.sent, received - earlier.received};
  }
  Traffic& operator+=(const Traffic& more) {
    requests += more.requests;
    sent += more.sent;
    received += more.received;
    return *this;
  }
};

/// One step of the run, for the report.
struct Phase {
  std::string name;
  double seconds = 0;
  Traffic traffic;
};

/// What a run took.
struct Cost {
  std::uint64_t pack_bytes = 0;  ///< relayed
  std::uint64_t pack_objects = 0;
  int attempts = 1;  ///< analyses made: more than 1 when the lease was lost
  std::vector<Phase> phases;
  Traffic traffic;  ///< of the whole run
  std::chrono::system_clock::time_point started_at;
  std::chrono::system_clock::time_point finished_at;

  std::chrono::duration<double> took() const { return finished_at - started_at; }
};

}  // namespace auto_sync
