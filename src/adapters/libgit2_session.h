#pragma once
#include <git2.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "domain/oid.h"

namespace auto_sync {

/// The largest object that is read, or put together from deltas, in bytes. libgit2 is given no more
/// memory than that in one piece, however an object is packed.
inline constexpr std::size_t largest_object = 20U << 20;
/// The largest tree that is read: a quarter of a million entries.
inline constexpr std::size_t largest_tree = 8U << 20;

/// Starts libgit2, once, and keeps it running until the process ends. It never looks at anybody's
/// configuration: the workspace's holds credentials, and the machine's is none of our business.
void start_libgit2();

/// Frees what libgit2 hands out.
struct Libgit2Free {
  void operator()(git_indexer* indexer) const { git_indexer_free(indexer); }
  void operator()(git_odb* odb) const { git_odb_free(odb); }
  void operator()(git_odb_object* object) const { git_odb_object_free(object); }
  void operator()(git_repository* repository) const { git_repository_free(repository); }
  void operator()(git_packbuilder* builder) const { git_packbuilder_free(builder); }
};
template <typename T>
using Libgit2Ptr = std::unique_ptr<T, Libgit2Free>;

/// Error(remote, transient): a pack, or an object in it, is not what git makes.
Error unusable_pack(const std::string& why);

/// Error(remote): `what` ("commit <id>", "an object") is of `size` bytes, and no more than
/// `at_most` are looked at.
Error too_large(const std::string& what, std::uint64_t size, std::uint64_t at_most);

/// Throws what libgit2 says about a negative `code`: Error(usage) when the temporary directory is
/// at fault, too_large when it asked for more memory than it is given, else unusable_pack.
void check_libgit2(int code);

git_oid to_libgit2(const Oid& id);
inline Oid from_libgit2(const git_oid& id) {
  return Oid::from_bytes(id.id);
}

/// Reads an object. Of one that libgit2 is refused the memory for, only the header is asked: throws
/// too_large(), by its id, unless it is of another type than `wanted`, whose content nobody wants.
struct ReadObject {
  git_object_t type = GIT_OBJECT_INVALID;
  Libgit2Ptr<git_odb_object> object;  ///< null: of another type than wanted, and too large to read

  std::string_view content() const {
    return {static_cast<const char*>(git_odb_object_data(object.get())),
            git_odb_object_size(object.get())};
  }
};
ReadObject read_object(git_odb* odb, const git_oid& id, git_object_t wanted);

/// An empty object database; backends are added to it.
Libgit2Ptr<git_odb> new_libgit2_odb();
/// Adds the pack whose index lies at `index_path`.
void add_pack_backend(git_odb* odb, const std::string& index_path);

}  // namespace auto_sync
