#pragma once
#include <functional>

#include "app/read_edges.h"
#include "service/transfer.h"

namespace auto_sync {

/// What the target is changed with, and what shows how that ended.
struct PushEdges {
  ReadEdges read;
  GitTarget& target;
  Transfer& transfer;
  /// The target's upload-pack once more, for the one look after an interrupted push: its requests
  /// go on although the run was interrupted, and take a second at most.
  GitSource& last_look;
  std::function<int()> interrupted = [] { return 0; };  ///< the signal's number, or 0
};

}  // namespace auto_sync
