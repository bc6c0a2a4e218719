#pragma once
#include <cstddef>
#include <mutex>
#include <vector>

#include "faults/draw/drawn.h"
#include "faults/proxy/request_kind.h"

namespace auto_sync::faults {

/// The faults of a run that strike requests: which are due, and which have struck.
class StrikeBook {
 public:
  explicit StrikeBook(std::vector<Fault> faults);

  /// What strikes this request, in the order drawn; counts.
  std::vector<Fault> due(const RequestKind& kind);
  /// For each fault whether it has struck.
  std::vector<bool> struck();

 private:
  struct Entry {
    Fault fault;
    unsigned seen = 0;
    bool struck = false;
  };
  std::mutex mutex_;
  std::vector<Entry> entries_;
};

}  // namespace auto_sync::faults
