#include "adapters/libgit2_object_store.h"

#include <fmt/format.h>
#include <git2/odb_backend.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

#include <algorithm>
#include <mutex>

#include "adapters/commit_object.h"
#include "adapters/libgit2_pack_indexer.h"
#include "adapters/temporary_directory.h"
#include "adapters/tree_object.h"

namespace auto_sync {
namespace {

class Store : public ObjectStore {
 public:
  explicit Store(const std::filesystem::path& parent) : directory_(parent) {
    start_libgit2();
    odb_ = new_libgit2_odb();
    git_odb_backend* written = nullptr;
    check_libgit2(git_mempack_new(&written));
    check_libgit2(git_odb_add_backend(odb_.get(), written, 2));  // which owns it from now on
  }

  std::unique_ptr<IncomingPack> add_pack() override;

  bool contains(const Oid& id) override {
    const git_oid wanted = to_libgit2(id);
    const std::lock_guard lock(mutex_);
    return git_odb_exists(odb_.get(), &wanted) == 1;
  }

  TreeEntries tree(const Oid& id) override {
    return parse_tree_object(id, content(id, GIT_OBJECT_TREE));
  }
  std::string blob(const Oid& id) override { return content(id, GIT_OBJECT_BLOB); }
  Commit commit(const Oid& id) override {
    return parse_commit_object(id, content(id, GIT_OBJECT_COMMIT));
  }

  Oid write_blob(std::string_view text) override { return write(text, GIT_OBJECT_BLOB); }
  Oid write_tree(TreeEntries entries) override {
    return write(format_tree_object(std::move(entries)), GIT_OBJECT_TREE);
  }
  Oid write_commit(const NewCommit& commit) override;

  std::string pack(const std::vector<Oid>& ids) override;

  /// Takes over a pack that has arrived; `index` may be empty.
  void take(const std::string& index) {
    if (index.empty()) return;
    const std::lock_guard lock(mutex_);
    add_pack_backend(odb_.get(), index);
  }

 private:
  std::string content(const Oid& id, git_object_t type);
  Oid write(std::string_view content, git_object_t type);

  TemporaryDirectory directory_;
  std::mutex mutex_;
  Libgit2Ptr<git_odb> odb_;
};

class ArrivingPack : public IncomingPack {
 public:
  ArrivingPack(Store& store, std::filesystem::path directory)
      : store_(store), indexer_([place = std::move(directory)] { return place; }) {}
  void write(std::string_view bytes) override { indexer_.write(bytes); }
  void finish() override { store_.take(indexer_.finish()); }

 private:
  Store& store_;
  Libgit2PackIndexer indexer_;
};

std::unique_ptr<IncomingPack> Store::add_pack() {
  return std::make_unique<ArrivingPack>(*this, directory_.path());
}

std::string Store::content(const Oid& id, git_object_t type) {
  const git_oid wanted = to_libgit2(id);
  const std::lock_guard lock(mutex_);
  const ReadObject read = read_object(odb_.get(), wanted, type);
  if (read.type != type) {
    throw unusable_pack(fmt::format("object {} is a {} and not a {}", id.hex(),
                                    git_object_type2string(read.type),
                                    git_object_type2string(type)));
  }
  return std::string(read.content());
}

Oid Store::write(std::string_view content, git_object_t type) {
  git_oid id{};
  const std::lock_guard lock(mutex_);
  check_libgit2(git_odb_write(&id, odb_.get(), content.data(), content.size(), type));
  return from_libgit2(id);
}

/// A name or a mail address as a commit's header can hold it.
std::string header_text(std::string text) {
  std::erase_if(text, [](char c) { return c == '<' || c == '>' || c == '\n' || c == '\0'; });
  return text;
}

Oid Store::write_commit(const NewCommit& commit) {
  std::string object = "tree " + commit.tree.hex() + "\n";
  for (const Oid& parent : commit.parents) object += "parent " + parent.hex() + "\n";
  const std::string by = fmt::format("{} <{}> {} +0000", header_text(commit.by.name),
                                     header_text(commit.by.email), commit.time);
  object += "author " + by + "\ncommitter " + by + "\n\n" + commit.message;
  if (!commit.message.ends_with('\n')) object += '\n';
  return write(object, GIT_OBJECT_COMMIT);
}

std::string Store::pack(const std::vector<Oid>& ids) {
  const std::lock_guard lock(mutex_);
  git_repository* wrapped = nullptr;
  check_libgit2(git_repository_wrap_odb(&wrapped, odb_.get()));
  const Libgit2Ptr<git_repository> repository(wrapped);
  git_packbuilder* made = nullptr;
  check_libgit2(git_packbuilder_new(&made, wrapped));
  const Libgit2Ptr<git_packbuilder> builder(made);
  for (const Oid& id : ids) {
    const git_oid wanted = to_libgit2(id);
    check_libgit2(git_packbuilder_insert(made, &wanted, nullptr));
  }
  std::string pack;
  check_libgit2(git_packbuilder_foreach(
      made,
      [](void* bytes, std::size_t size, void* into) {
        static_cast<std::string*>(into)->append(static_cast<const char*>(bytes), size);
        return 0;
      },
      &pack));
  return pack;
}

}  // namespace

std::unique_ptr<ObjectStore> Libgit2ObjectStores::open() {
  return std::make_unique<Store>(directory_);
}

}  // namespace auto_sync
