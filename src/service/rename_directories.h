#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "service/merge_paths.h"

namespace auto_sync {

/// Where the files of removed directories went, as far as renames are known: git's merge-ort
/// guesses from it where a file whose name is not unique may have gone, and stops looking for
/// renames that cannot change the majority any more.
class RenameDirectories {
 public:
  explicit RenameDirectories(std::map<std::string, DirectoryUse> removed)
      : removed_(std::move(removed)) {}

  /// Counts a rename for its directory, and for those above it in which it moved alike.
  void count(const std::string& from, const std::string& to);
  /// Fixes the guesses that likely_place gives: what was counted so far decides.
  void fix_guesses();
  /// Where a file may have gone with its directory; "" when there is no guess.
  std::string likely_place(const std::string& from) const;
  /// The files among `open` that are looked for only because of a directory whose fate is
  /// already certain.
  std::set<std::string> certain(const std::vector<RenameEnds::File>& open,
                                const std::map<std::string, SourceUse>& relevant);

 private:
  DirectoryUse use_of(const std::string& directory) const;
  bool needed(std::string directory) const;

  std::map<std::string, DirectoryUse> removed_;
  std::map<std::string, std::map<std::string, int>> counts_;  ///< from -> to -> files
  std::map<std::string, std::string> guesses_;
};

}  // namespace auto_sync
