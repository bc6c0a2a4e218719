#pragma once
#include <filesystem>

#include "adapters/descriptor.h"

namespace auto_sync {

/// A directory of our own, readable by us alone, gone with this object. It is held open, so that it
/// can be emptied also once the process may open nothing more.
class TemporaryDirectory {
 public:
  /// Creates `parent`/auto-sync-XXXXXX. Throws Error(usage) when that is not possible.
  explicit TemporaryDirectory(const std::filesystem::path& parent);
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  Descriptor held_;
};

}  // namespace auto_sync
