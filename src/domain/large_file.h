#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "domain/oid.h"

namespace auto_sync {

/// A file that the target's host would refuse for its size.
struct LargeFile {
  std::uint64_t size = 0;  ///< bytes
  std::optional<Oid> id;   ///< of the blob; none: it came as a delta, which does not tell
  std::string path;        ///< where a new commit has it; empty: not found. Hostile text
};

}  // namespace auto_sync
