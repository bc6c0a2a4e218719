#pragma once
#include "adapters/interrupt.h"
#include "service/clock.h"

namespace auto_sync {

/// The machine's clocks. A wait ends as soon as the run is interrupted.
class SystemClock : public Clock {
 public:
  /// `interrupt` must outlive the clock.
  explicit SystemClock(const Interrupt& interrupt) : interrupt_(interrupt) {}

  std::chrono::system_clock::time_point now() override;
  std::chrono::steady_clock::time_point steady() override;
  void sleep_for(std::chrono::milliseconds duration) override;

 private:
  const Interrupt& interrupt_;
};

}  // namespace auto_sync
