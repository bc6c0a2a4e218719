#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/commit.h"
#include "domain/settings.h"
#include "domain/tree.h"
#include "service/byte_stream.h"

namespace auto_sync {

/// A commit that we make ourselves.
struct NewCommit {
  Oid tree;
  std::vector<Oid> parents;
  Identity by;            ///< author and committer
  std::int64_t time = 0;  ///< seconds since the epoch; written as UTC
  std::string message;
};

/// A pack on its way into a store.
class IncomingPack : public ByteSink {
 public:
  /// Call once, after the last write; the pack's objects are in the store then. A pack without
  /// objects adds none. Throws Error(remote) for a pack that is truncated (no byte at all is),
  /// corrupt or not self-contained.
  virtual void finish() = 0;
};

/// Objects of a repository, as far as they were fetched or made here: what merges, lists of files
/// and checks of paths read and write. Kept in a temporary directory that is gone with it; not for
/// several threads at once, except that packs may arrive side by side.
class ObjectStore {
 public:
  virtual ~ObjectStore() = default;

  /// Takes a pack, which may lack objects that its own refer to but no delta's base.
  virtual std::unique_ptr<IncomingPack> add_pack() = 0;

  virtual bool contains(const Oid& id) = 0;
  /// Throws Error(remote) when the object is not there or is of another type.
  virtual TreeEntries tree(const Oid& id) = 0;
  virtual std::string blob(const Oid& id) = 0;
  virtual Commit commit(const Oid& id) = 0;

  virtual Oid write_blob(std::string_view content) = 0;
  /// `entries` in any order; an empty tree is fine.
  virtual Oid write_tree(TreeEntries entries) = 0;
  virtual Oid write_commit(const NewCommit& commit) = 0;

  /// A pack of just these objects, whole (no deltas against others).
  virtual std::string pack(const std::vector<Oid>& ids) = 0;
};

/// Opens stores; each lives in a temporary directory that is gone with it.
class ObjectStores {
 public:
  virtual ~ObjectStores() = default;
  virtual std::unique_ptr<ObjectStore> open() = 0;
};

}  // namespace auto_sync
