#include "adapters/libgit2_session.h"

#include <git2/odb_backend.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "adapters/libgit2_allocator.h"
#include "adapters/storage_failure.h"
#include "base/escape.h"
#include "base/text.h"

namespace auto_sync {
namespace {

constexpr std::size_t window_size = 4U << 20;
constexpr std::size_t mapped_at_most = 16U << 20;

class Session {
 public:
  Session() {
    bound_libgit2_allocations(largest_object);
    git_libgit2_init();
    for (const int level : {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
                            GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL}) {
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    }
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    // Every commit is read once: a cache would only hold memory. The indexer has just checked
    // every object's hash.
    git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    // Packs are mapped into memory piece by piece.
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, window_size);
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, mapped_at_most);
  }
  ~Session() { git_libgit2_shutdown(); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
};

}  // namespace

void start_libgit2() {
  static const Session session;
}

Error unusable_pack(const std::string& why) {
  return {ErrorKind::remote, "the objects that the server sent cannot be used: " + why,
          "Try again; if it stays so, run `git fsck` on the repository.", true};
}

Error too_large(const std::string& what, std::uint64_t size, std::uint64_t at_most) {
  return {ErrorKind::remote,
          what + " is too large to be looked at: " + human_bytes(size) + ", where " +
              human_bytes(at_most) + " is the limit",
          "Look at the repository with `git cat-file -s`, or `git rev-list --objects "
          "--filter=blob:limit=20m`."};
}

namespace {

/// The errno(3) of a failed system call, or 0: libgit2 clears errno itself, and gives it only as
/// strerror(3)'s words at its message's end (git_error_set).
int error_number_of(std::string_view message) {
  for (const int number : {ENOSPC, EDQUOT, EFBIG, EMFILE, ENFILE, EACCES, EPERM, EROFS}) {
    if (message.ends_with(": " + std::generic_category().message(number))) return number;
  }
  return 0;
}

}  // namespace

void check_libgit2(int code) {
  if (code >= 0) return;
  if (const std::size_t size = take_refused_allocation(); size > 0) {
    throw too_large("an object that the server sent", size, largest_object);
  }
  const git_error* last = git_error_last();
  const std::string why = last != nullptr ? printable(last->message) : "unknown reason";
  if (last != nullptr && (last->klass == GIT_ERROR_OS || last->klass == GIT_ERROR_FILESYSTEM)) {
    throw Error(ErrorKind::usage, "cannot store objects in a temporary directory: " + why,
                storage_hint(error_number_of(why)));
  }
  throw unusable_pack(why);
}

git_oid to_libgit2(const Oid& id) {
  git_oid converted{};
  std::memcpy(converted.id, id.bytes().data(), Oid::size);
#ifdef GIT_EXPERIMENTAL_SHA256
  converted.type = GIT_OID_SHA1;
#endif
  return converted;
}

ReadObject read_object(git_odb* odb, const git_oid& id, git_object_t wanted) {
  git_odb_object* found = nullptr;
  const int code = git_odb_read(&found, odb, &id);
  ReadObject read;
  std::size_t size = 0;
  if (code >= 0) {
    read.object.reset(found);
    read.type = git_odb_object_type(found);
    size = git_odb_object_size(found);
  } else if (take_refused_allocation() > 0) {
    check_libgit2(git_odb_read_header(&size, &read.type, odb, &id));
  } else {
    check_libgit2(code);
  }
  const std::size_t at_most = wanted == GIT_OBJECT_TREE ? largest_tree : largest_object;
  if (read.type == wanted && size > at_most) {
    throw too_large(git_object_type2string(wanted) + (" " + from_libgit2(id).hex()), size, at_most);
  }
  return read;
}

Libgit2Ptr<git_odb> new_libgit2_odb() {
  git_odb* odb = nullptr;
#ifdef GIT_EXPERIMENTAL_SHA256
  check_libgit2(git_odb_new(&odb, nullptr));
#else
  check_libgit2(git_odb_new(&odb));
#endif
  return Libgit2Ptr<git_odb>(odb);
}

void add_pack_backend(git_odb* odb, const std::string& index_path) {
  git_odb_backend* backend = nullptr;
#ifdef GIT_EXPERIMENTAL_SHA256
  check_libgit2(git_odb_backend_one_pack(&backend, index_path.c_str(), nullptr));
#else
  check_libgit2(git_odb_backend_one_pack(&backend, index_path.c_str()));
#endif
  check_libgit2(git_odb_add_backend(odb, backend, 1));  // which owns it from now on
}

}  // namespace auto_sync
