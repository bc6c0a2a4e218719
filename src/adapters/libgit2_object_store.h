#pragma once
#include <filesystem>

#include "service/object_store.h"

namespace auto_sync {

/// Object stores of libgit2: packs as they arrived, in a temporary directory, and in memory what is
/// written here.
class Libgit2ObjectStores : public ObjectStores {
 public:
  /// `directory`: where the temporary directories go; Error(usage) when that is not possible.
  explicit Libgit2ObjectStores(std::filesystem::path directory)
      : directory_(std::move(directory)) {}

  std::unique_ptr<ObjectStore> open() override;

 private:
  std::filesystem::path directory_;
};

}  // namespace auto_sync
