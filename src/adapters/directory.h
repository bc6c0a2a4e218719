#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "adapters/descriptor.h"

namespace auto_sync {

/// A directory held open: what is written into it goes there, whatever its path leads to by then.
class Directory {
 public:
  /// Creates the directory at `path` and those above it. One below `base` may be reached through
  /// links, but not out of `base`. Throws Error(usage) naming `path` and the reason, also when
  /// there is something else of that name.
  Directory(std::filesystem::path path, const std::filesystem::path& base);

  /// Writes a new file, whole or not at all: a temporary neighbour, synced to disk, is given the
  /// name. Returns false, and leaves everything as it was, when there is a file of that name.
  /// Throws Error(usage) naming the file and the reason.
  bool write_new_file(const std::string& name, std::string_view content) const;
  /// Removes a file, if it is there.
  void remove(const std::string& name) const;

 private:
  std::filesystem::path path_;
  Descriptor descriptor_;
};

}  // namespace auto_sync
