#pragma once
#include <memory>
#include <vector>

#include "domain/commit.h"
#include "service/byte_stream.h"

namespace auto_sync {

/// A pack of commits (a fetch with `filter tree:0`), indexed while it arrives.
class CommitPack : public ByteSink {
 public:
  /// All commits of the pack, in no particular order; other objects are passed over.
  /// Call once, after the last write. Throws Error(remote) for a pack that is truncated,
  /// corrupt or not self-contained, which no byte at all is too. A pack without objects gives none.
  virtual std::vector<Commit> finish() = 0;
  /// Whether the pack has an object, of whatever kind. Call after finish().
  virtual bool contains(const Oid& id) const = 0;
};

/// Opens packs; each lives in a temporary object store that is gone with it.
class CommitPackReader {
 public:
  virtual ~CommitPackReader() = default;
  virtual std::unique_ptr<CommitPack> open() = 0;
};

}  // namespace auto_sync
