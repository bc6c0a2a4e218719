#include "adapters/libgit2_commit_pack.h"

#include <exception>
#include <optional>
#include <string>

#include "adapters/commit_object.h"
#include "adapters/libgit2_pack_indexer.h"
#include "adapters/temporary_directory.h"

namespace auto_sync {
namespace {

/// What a walk over a pack's objects collects.
struct Walk {
  git_odb* odb;
  std::vector<Commit> commits;
  std::exception_ptr failure;
};

/// Called by libgit2 for every object; no exception may pass through it.
int visit(const git_oid* id, void* payload) {
  Walk& walk = *static_cast<Walk*>(payload);
  try {
    const Oid oid = from_libgit2(*id);
    const ReadObject read = read_object(walk.odb, *id, GIT_OBJECT_COMMIT);
    if (read.type == GIT_OBJECT_COMMIT) {
      walk.commits.push_back(parse_commit_object(oid, read.content()));
    }
    return 0;
  } catch (...) {
    walk.failure = std::current_exception();
    return GIT_EUSER;
  }
}

class Libgit2CommitPack : public CommitPack {
 public:
  explicit Libgit2CommitPack(std::filesystem::path parent) : parent_(std::move(parent)) {}

  void write(std::string_view bytes) override { indexer_.write(bytes); }

  std::vector<Commit> finish() override {
    const std::string index = indexer_.finish();
    if (index.empty()) return {};
    odb_ = new_libgit2_odb();
    add_pack_backend(odb_.get(), index);
    Walk walk{odb_.get(), {}, nullptr};
    walk.commits.reserve(indexer_.object_count());
    const int code = git_odb_foreach(odb_.get(), &visit, &walk);
    if (walk.failure) std::rethrow_exception(walk.failure);
    check_libgit2(code);
    return std::move(walk.commits);
  }

  bool contains(const Oid& id) const override {
    const git_oid wanted = to_libgit2(id);
    return odb_ && git_odb_exists(odb_.get(), &wanted) == 1;
  }

 private:
  std::filesystem::path parent_;
  std::optional<TemporaryDirectory> directory_;
  Libgit2PackIndexer indexer_{[this] {
    directory_.emplace(parent_);
    return directory_->path();
  }};
  Libgit2Ptr<git_odb> odb_;
};

}  // namespace

std::unique_ptr<CommitPack> Libgit2CommitPackReader::open() {
  return std::make_unique<Libgit2CommitPack>(directory_);
}

}  // namespace auto_sync
