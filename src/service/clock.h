#pragma once
#include <chrono>

namespace auto_sync {

/// Time, so that tests need none.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::system_clock::time_point now() = 0;     ///< UTC, for people
  virtual std::chrono::steady_clock::time_point steady() = 0;  ///< for durations
  /// Waits; throws Error(interrupted) when the run is interrupted meanwhile.
  virtual void sleep_for(std::chrono::milliseconds duration) = 0;
};

}  // namespace auto_sync
