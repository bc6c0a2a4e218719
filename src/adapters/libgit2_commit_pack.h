#pragma once
#include <filesystem>

#include "service/commit_pack.h"

namespace auto_sync {

/// Commit packs indexed and read with libgit2, in temporary directories that are gone with them.
/// libgit2 is started with the first pack that holds an object: a run that has nothing to do
/// does not pay for it.
class Libgit2CommitPackReader : public CommitPackReader {
 public:
  /// `directory`: where the temporary directories go; it must exist once a pack arrives, else
  /// CommitPack::write throws Error(usage).
  explicit Libgit2CommitPackReader(std::filesystem::path directory)
      : directory_(std::move(directory)) {}

  std::unique_ptr<CommitPack> open() override;

 private:
  std::filesystem::path directory_;
};

}  // namespace auto_sync
