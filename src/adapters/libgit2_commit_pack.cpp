#include "adapters/libgit2_commit_pack.h"

#include <git2.h>
#include <git2/odb_backend.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>

#include "adapters/commit_object.h"
#include "adapters/temporary_directory.h"
#include "base/error.h"
#include "base/escape.h"

namespace auto_sync {
namespace {

/// libgit2, started once and running until the process ends. It must never look at anybody's
/// configuration: the workspace's holds credentials, and the machine's is none of our business.
class Libgit2Session {
 public:
  Libgit2Session() {
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
  }
  ~Libgit2Session() { git_libgit2_shutdown(); }
  Libgit2Session(const Libgit2Session&) = delete;
  Libgit2Session& operator=(const Libgit2Session&) = delete;
};

struct Free {
  void operator()(git_indexer* indexer) const { git_indexer_free(indexer); }
  void operator()(git_odb* odb) const { git_odb_free(odb); }
  void operator()(git_odb_object* object) const { git_odb_object_free(object); }
};

Error unusable_pack(const std::string& why) {
  return {ErrorKind::remote, "the history that the server sent cannot be used: " + why,
          "Try again; if it stays so, run `git fsck` on the repository.", true};
}

/// Throws what libgit2 says about a negative `code`.
void check(int code) {
  if (code >= 0) return;
  const git_error* last = git_error_last();
  const std::string why = last != nullptr ? printable(last->message) : "unknown reason";
  if (last != nullptr && (last->klass == GIT_ERROR_OS || last->klass == GIT_ERROR_FILESYSTEM)) {
    throw Error(ErrorKind::usage, "cannot store the history in a temporary directory: " + why,
                "Make room in, or repair, the directory that RUNNER_TEMP (or TMPDIR) names.");
  }
  throw unusable_pack(why);
}

/// A pack with at least one object: its store on disk.
class PackStore {
 public:
  explicit PackStore(const std::filesystem::path& parent) : directory_(parent) {
    static const Libgit2Session session;
    git_indexer_options options = GIT_INDEXER_OPTIONS_INIT;
    options.verify = 0;  // a pack of commits alone lacks every tree
    git_indexer* indexer = nullptr;
#ifdef GIT_EXPERIMENTAL_SHA256
    options.oid_type = GIT_OID_SHA1;
    check(git_indexer_new(&indexer, directory_.path().c_str(), &options));
#else
    check(git_indexer_new(&indexer, directory_.path().c_str(), 0600, nullptr, &options));
#endif
    indexer_.reset(indexer);
  }

  void append(std::string_view bytes) {
    check(git_indexer_append(indexer_.get(), bytes.data(), bytes.size(), &progress_));
  }

  std::vector<Commit> commits() {
    check(git_indexer_commit(indexer_.get(), &progress_));
    const std::string index = "pack-" + std::string(git_indexer_name(indexer_.get())) + ".idx";
    indexer_.reset();
    open_odb((directory_.path() / index).string());
    Walk walk{odb_.get(), {}, {}, nullptr};
    walk.commits.reserve(progress_.total_objects);
    const int code = git_odb_foreach(odb_.get(), &PackStore::visit, &walk);
    if (walk.failure) std::rethrow_exception(walk.failure);
    check(code);
    others_ = std::move(walk.others);
    return std::move(walk.commits);
  }

  const std::vector<Oid>& others() const {
    return others_;
  }

 private:
  struct Walk {
    git_odb* odb;
    std::vector<Commit> commits;
    std::vector<Oid> others;
    std::exception_ptr failure;
  };

  void open_odb(const std::string& index_path) {
    git_odb* odb = nullptr;
    git_odb_backend* backend = nullptr;
#ifdef GIT_EXPERIMENTAL_SHA256
    check(git_odb_new(&odb, nullptr));
    odb_.reset(odb);
    check(git_odb_backend_one_pack(&backend, index_path.c_str(), nullptr));
#else
    check(git_odb_new(&odb));
    odb_.reset(odb);
    check(git_odb_backend_one_pack(&backend, index_path.c_str()));
#endif
    check(git_odb_add_backend(odb, backend, 1));  // which owns it from now on
  }

  /// Called by libgit2 for every object; no exception may pass through it.
  static int visit(const git_oid* id, void* payload) {
    Walk& walk = *static_cast<Walk*>(payload);
    try {
      git_odb_object* found = nullptr;
      check(git_odb_read(&found, walk.odb, id));
      const std::unique_ptr<git_odb_object, Free> object(found);
      const Oid oid = Oid::from_bytes(id->id);
      if (git_odb_object_type(found) == GIT_OBJECT_COMMIT) {
        walk.commits.push_back(parse_commit_object(
            oid,
            {static_cast<const char*>(git_odb_object_data(found)), git_odb_object_size(found)}));
      } else {
        walk.others.push_back(oid);
      }
      return 0;
    } catch (...) {
      walk.failure = std::current_exception();
      return GIT_EUSER;
    }
  }

  TemporaryDirectory directory_;
  git_indexer_progress progress_{};
  std::unique_ptr<git_indexer, Free> indexer_;
  std::unique_ptr<git_odb, Free> odb_;
  std::vector<Oid> others_;
};

/// The pack header: "PACK", a version and the number of objects, each in four bytes.
constexpr std::size_t header_size = 12;
/// libgit2 maps the file anew for each piece it is given: few large ones are faster.
constexpr std::size_t piece_size = 256U << 10;
/// The only pack without objects: its header and that header's SHA-1 (version 2).
constexpr std::string_view empty_pack{
    "PACK\0\0\0\2\0\0\0\0"
    "\x02\x9d\x08\x82\x3b\xd8\xa8\xea\xb5\x10\xad\x6a\xc7\x5c\x82\x3c\xfd\x3e\xd3\x1e",
    header_size + Oid::size};

class Libgit2CommitPack : public CommitPack {
 public:
  explicit Libgit2CommitPack(std::filesystem::path directory) : directory_(std::move(directory)) {}

  void write(std::string_view bytes) override {
    pending_ += bytes;
    if (pending_.size() >= piece_size) flush();
  }

  std::vector<Commit> finish() override {
    if (!store_ && (pending_.empty() || pending_ == empty_pack)) return {};
    flush();
    return store_->commits();
  }

  std::vector<Oid> others() const override {
    return store_ ? store_->others() : std::vector<Oid>();
  }

 private:
  /// Hands what is pending to libgit2, which cannot index a pack without objects.
  void flush() {
    if (!store_) {
      if (pending_.size() < header_size) throw unusable_pack("it ends in the pack's header");
      if (!pending_.starts_with("PACK")) throw unusable_pack("it is not a pack");
      if (pending_.starts_with(empty_pack.substr(0, header_size))) {
        throw unusable_pack("its checksum is wrong");
      }
      store_.emplace(directory_);
    }
    store_->append(pending_);
    pending_.clear();
  }

  std::filesystem::path directory_;
  std::string pending_;  ///< not given to libgit2 yet
  std::optional<PackStore> store_;
};

}  // namespace

std::unique_ptr<CommitPack> Libgit2CommitPackReader::open() {
  return std::make_unique<Libgit2CommitPack>(directory_);
}

}  // namespace auto_sync
