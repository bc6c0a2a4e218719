#pragma once
#include <cstdint>
#include <string>

#include "base/error.h"

namespace auto_sync {

/// The steps that an analysis may take: contents can be made so that comparing them takes hours.
class WorkBudget {
 public:
  explicit WorkBudget(std::uint64_t steps) : left_(steps) {}

  /// Throws Error(remote) when there are not so many steps left.
  void spend(std::uint64_t steps) {
    if (steps > left_) throw too_much("the versions differ in too many places");
    left_ -= steps;
  }

  /// The error for what would take too long.
  static Error too_much(const std::string& why) {
    return Error(ErrorKind::remote, "too large: " + why, "Merge the branches with git.");
  }

 private:
  std::uint64_t left_;
};

}  // namespace auto_sync
