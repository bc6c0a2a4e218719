#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace auto_sync {

enum class FileChange { added, modified, deleted };

/// One file that differs between two trees. `path` is the repository's own bytes: escape it.
struct ChangedFile {
  std::string path;
  FileChange change = FileChange::added;
  bool operator==(const ChangedFile&) const = default;
};

/// What differs between two trees. A renamed file is one deleted and one added; a changed mode, or
/// another type under the same name, is a modification; submodules and links count as files.
struct FileChanges {
  static constexpr std::size_t listed_at_most = 100;

  std::uint64_t added = 0;
  std::uint64_t modified = 0;
  std::uint64_t deleted = 0;
  std::vector<ChangedFile> first;  ///< the first ones, sorted by the bytes of their paths

  std::uint64_t total() const { return added + modified + deleted; }
};

}  // namespace auto_sync
