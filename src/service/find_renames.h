#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "service/merge_paths.h"
#include "service/object_store.h"
#include "service/rename_directories.h"

namespace auto_sync {

/// A file that one side renamed.
struct Rename {
  std::string from;
  std::string to;
  std::size_t side = our_side;
};

/// Finds one side's renames as git's merge-ort does (diffcore-rename, `-M50%`): equal contents
/// first, then files of the same name that are 75% alike, then the most alike of the rest, 50% at
/// least. Only deleted files whose fate matters are looked for; empty files are no renames.
class RenameFinder {
 public:
  RenameFinder(const RenameEnds& ends, std::size_t side);

  /// The contents that find() will compare: the deleted files' (which the base has), the added
  /// ones' (which the side has). Both empty when equal contents settle it all.
  struct Contents {
    std::vector<Oid> of_base;
    std::vector<Oid> of_side;
  };
  Contents needed() const;

  /// All renames of the side, in no particular order. The store holds what needed() names.
  std::vector<Rename> find(ObjectStore& store);

 private:
  struct Source {
    RenameEnds::File file;
    bool relevant = false;
    bool used = false;
  };
  struct Destination {
    RenameEnds::File file;
    bool used = false;
  };
  class Contest;

  void find_equal();
  void find_by_name(Contest& contest);
  void find_alike(Contest& contest);
  void record(Source& from, Destination& to);

  std::size_t side_;
  std::map<std::string, SourceUse> relevant_;
  RenameDirectories directories_;
  std::vector<Source> sources_;
  std::vector<Destination> destinations_;
  std::vector<Rename> renames_;
};

}  // namespace auto_sync
