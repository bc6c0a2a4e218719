#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "adapters/libgit2_session.h"

namespace auto_sync {

/// Indexes a pack while it arrives. libgit2 is started with the first pack that holds an object: a
/// run that has nothing to do does not pay for it.
class Libgit2PackIndexer {
 public:
  /// `place` gives the directory that the pack and its index go into; asked for once, and not for a
  /// pack without objects.
  explicit Libgit2PackIndexer(std::function<std::filesystem::path()> place)
      : place_(std::move(place)) {}

  /// Throws Error(remote) for what is no pack, Error(usage) when it cannot be stored.
  void write(std::string_view bytes);
  /// Call once, after the last write. The path of the index; empty for a pack without objects, or
  /// no byte at all. Throws Error(remote) for a pack that is truncated, corrupt or not
  /// self-contained.
  std::string finish();
  /// The pack's objects.
  std::size_t object_count() const { return progress_.total_objects; }

 private:
  void flush();
  void open();

  std::function<std::filesystem::path()> place_;
  std::filesystem::path directory_;
  std::string pending_;  ///< not given to libgit2 yet
  git_indexer_progress progress_{};
  Libgit2Ptr<git_indexer> indexer_;
};

}  // namespace auto_sync
