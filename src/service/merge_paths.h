#pragma once
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/merge.h"
#include "domain/tree.h"

namespace auto_sync {

/// The three versions of a merge, as indexes and as bits.
inline constexpr std::size_t base_side = 0;
inline constexpr std::size_t our_side = 1;
inline constexpr std::size_t their_side = 2;
inline constexpr unsigned base_bit = 1U << base_side;
inline constexpr unsigned our_bit = 1U << our_side;
inline constexpr unsigned their_bit = 1U << their_side;
inline constexpr unsigned both_sides = our_bit | their_bit;
inline constexpr unsigned all_bits = base_bit | both_sides;

/// The side that is neither the base nor `side`.
constexpr std::size_t other_side(std::size_t side) {
  return our_side + their_side - side;
}

/// What a version has at a path.
struct FileVersion {
  FileMode mode = FileMode::file;
  Oid id;

  bool is_regular() const { return mode == FileMode::file || mode == FileMode::executable; }
  /// Whether both are files, both symbolic links, or both submodules.
  bool same_type(const FileVersion& other) const {
    return mode == other.mode || (is_regular() && other.is_regular());
  }
  bool operator==(const FileVersion&) const = default;
};

/// One path of the merge: what each version has there, and what is known about the outcome.
struct MergePath {
  std::array<std::optional<FileVersion>, 3> files;  ///< files, symbolic links and submodules
  std::array<std::optional<Oid>, 3> trees;          ///< directories
  unsigned matching = 0;  ///< bits of the files that are the same; 0, 3, 5 or 6
  bool settled = false;   ///< decided during the walk, in favour of `outcome`
  std::optional<FileVersion> outcome;

  /// A file that was renamed: what each version calls it; empty: by this path.
  std::array<std::string, 3> names;
  std::optional<ConflictKind> path_conflict;  ///< renames alone make this path conflict
  std::optional<ConflictKind> collision;      ///< what a conflict of the contents is called then

  unsigned file_bits() const { return bits(files); }
  unsigned tree_bits() const { return bits(trees); }

 private:
  template <typename Stages>
  static unsigned bits(const Stages& stages) {
    unsigned found = 0;
    for (std::size_t side = 0; side < stages.size(); ++side) {
      if (stages[side]) found |= 1U << side;
    }
    return found;
  }
};

using MergePaths = std::map<std::string, MergePath>;

/// Why the fate of a deleted file matters (git's merge-ort: "relevant sources").
enum class SourceUse {
  content,   ///< the other side changed it: the change must follow the file
  location,  ///< its directory went, and the other side added files there
};

/// Why the fate of a directory that a side removed matters.
enum class DirectoryUse { none, ancestor, self };

/// What one side deleted and added: the ends of its renames, in the order of the trees.
struct RenameEnds {
  struct File {
    std::string path;
    FileVersion version;
  };
  std::vector<File> deleted;
  std::vector<File> added;
  std::map<std::string, SourceUse> relevant;
  std::map<std::string, DirectoryUse> removed_directories;
};

/// Where a path's directory ends: "" for the top.
inline std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}
inline std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace auto_sync
