#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "domain/settings.h"
#include "service/merge_paths.h"
#include "service/object_store.h"
#include "service/work_budget.h"

namespace auto_sync {

/// The outcome for one file.
struct MergedFile {
  std::optional<FileVersion> version;    ///< none: the file is gone
  std::optional<ConflictKind> conflict;  ///< none: clean
};

/// Merges modes and contents of single files, and keeps what it makes.
class FileMerger {
 public:
  /// Lines that the merge of all files looks at, each as often as that is done: some seconds'
  /// worth.
  static constexpr std::uint64_t lines_looked_at = 50'000'000;

  FileMerger(ObjectStore& store, const std::vector<MergeRule>& rules)
      : store_(store), rules_(rules) {}

  /// Merges two versions of a file of one type with the base's (none, or of another type: there
  /// is nothing in common). `path` is what the rules look at. Throws Error(remote), naming the
  /// path, where the versions cannot be compared in reasonable time, or at all.
  MergedFile merge(const std::string& path, const std::optional<FileVersion>& base,
                   const FileVersion& ours, const FileVersion& theirs);

  /// Merged contents written into the store so far.
  const std::vector<Oid>& written() const { return written_; }

 private:
  MergeFavor favor_for(const std::string& path) const;
  std::optional<ConflictKind> merge_contents(const std::string& path, const FileVersion* base,
                                             const FileVersion& ours, const FileVersion& theirs,
                                             Oid& merged);

  ObjectStore& store_;
  const std::vector<MergeRule>& rules_;
  WorkBudget lines_{lines_looked_at};
  std::vector<Oid> written_;
};

}  // namespace auto_sync
