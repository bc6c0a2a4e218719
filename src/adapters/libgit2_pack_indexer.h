#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/libgit2_session.h"
#include "adapters/zlib_inflater.h"
#include "service/pack_entries.h"

namespace auto_sync {

/// Indexes a pack while it arrives. Objects are hashed as they pass, and take no memory unless they
/// are deltas: those may come to largest_object, others to `largest_passing`. libgit2 is started
/// with the first pack that holds an object: a run that has nothing to do does not pay for it.
class Libgit2PackIndexer {
 public:
  /// Above the largest file that hosts take (GitHub: 100 MiB): servers without filters send them
  /// along.
  static constexpr std::uint64_t largest_passing = 256U << 20;

  /// `place` gives the directory that the pack and its index go into; asked for once, and not for a
  /// pack without objects.
  explicit Libgit2PackIndexer(std::function<std::filesystem::path()> place)
      : place_(std::move(place)) {}

  /// Throws Error(remote) for what is no pack, or holds a larger object, Error(usage) when it
  /// cannot be stored.
  void write(std::string_view bytes);
  /// Call once, after the last write. The path of the index; empty for a pack without objects.
  /// Throws Error(remote) for a pack that is truncated (no byte at all is), corrupt or not
  /// self-contained.
  std::string finish();
  /// The pack's objects.
  std::size_t object_count() const { return progress_.total_objects; }

 private:
  /// Refuses an object by the size that its entry's header tells, before it is inflated.
  class SizeLimit : public PackEntryObserver {
   public:
    void begin(const PackEntry& entry) override;
    void data(std::string_view /*bytes*/) override {}
    void end() override {}
  };

  void flush();
  void open();
  void look_for_large_objects();

  std::function<std::filesystem::path()> place_;
  std::filesystem::path directory_;
  std::string pending_;  ///< not given to libgit2 yet
  std::uint64_t taken_ = 0;
  ZlibInflaters inflaters_;
  SizeLimit size_limit_;
  std::optional<PackEntryReader> entries_;  ///< of a pack that may hold a larger object
  git_indexer_progress progress_{};
  Libgit2Ptr<git_indexer> indexer_;
};

}  // namespace auto_sync
