#pragma once
#include <chrono>
#include <vector>

#include "service/clock.h"

namespace auto_sync::test {

/// A clock that stands still until somebody sleeps, and remembers each sleep.
class FakeClock : public Clock {
 public:
  std::chrono::system_clock::time_point now() override { return start + elapsed; }
  std::chrono::steady_clock::time_point steady() override {
    return std::chrono::steady_clock::time_point(elapsed);
  }
  void sleep_for(std::chrono::milliseconds duration) override {
    slept.push_back(duration);
    elapsed += duration;
  }

  std::chrono::system_clock::time_point start{std::chrono::seconds(1'767'225'600)};  ///< 2026-01-01
  std::chrono::milliseconds elapsed{0};
  std::vector<std::chrono::milliseconds> slept;
};

}  // namespace auto_sync::test
