#pragma once
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include "faults/judge/evidence.h"
#include "faults/judge/rules.h"

namespace auto_sync::faults {

/// Counts runs by fault and scenario, and broken rules.
class Tally {
 public:
  void add(const Evidence& evidence, const std::vector<Violation>& broken);

  /// Two tables for docs/reliability.md.
  std::string markdown() const;
  /// The broken rules, the most frequent first, each with some seeds.
  std::string broken_rules() const;
  std::size_t runs() const {
    const std::lock_guard lock(mutex_);
    return runs_;
  }
  std::size_t bad_runs() const {
    const std::lock_guard lock(mutex_);
    return bad_runs_;
  }

 private:
  struct Row {
    std::size_t runs = 0;
    std::size_t struck = 0;
    std::size_t bad = 0;
    std::map<std::string, std::size_t> ends;
  };
  struct Broken {
    std::size_t runs = 0;
    std::string seeds;
  };
  mutable std::mutex mutex_;
  std::size_t runs_ = 0;
  std::size_t bad_runs_ = 0;
  std::map<std::string, Row> by_fault_;
  std::map<std::string, Row> by_scenario_;
  std::map<std::string, Broken> broken_;
};

}  // namespace auto_sync::faults
