#pragma once
#include <memory>
#include <string_view>

#include "domain/oid.h"

namespace auto_sync {

/// A SHA-1 over bytes as they pass: object ids and the trailer of packs (gitformat-pack(5)).
class Checksum {
 public:
  virtual ~Checksum() = default;
  virtual void update(std::string_view bytes) = 0;
  /// Call once, after the last update.
  virtual Oid finish() = 0;
};

/// Opens checksums.
class Checksums {
 public:
  virtual ~Checksums() = default;
  virtual std::unique_ptr<Checksum> open() = 0;
};

}  // namespace auto_sync
