#include "adapters/system_clock.h"

#include <poll.h>

#include <algorithm>

namespace auto_sync {

using std::chrono::milliseconds;

std::chrono::system_clock::time_point SystemClock::now() {
  return std::chrono::system_clock::now();
}

std::chrono::steady_clock::time_point SystemClock::steady() {
  return std::chrono::steady_clock::now();
}

void SystemClock::sleep_for(milliseconds duration) {
  const auto end = steady() + duration;
  pollfd wake{interrupt_.wake_fd(), POLLIN, 0};
  for (;;) {
    interrupt_.throw_if_requested();
    const auto left = std::chrono::ceil<milliseconds>(end - steady());
    if (left <= milliseconds::zero()) return;
    // poll(2) counts in int; a signal ends it early, which the loop takes care of.
    poll(&wake, 1, static_cast<int>(std::min(left, milliseconds{3'600'000}).count()));
  }
}

}  // namespace auto_sync
