#include "adapters/libgit2_object_store.h"

#include <filesystem>

#include "base/error.h"
#include "support/catch.h"
#include "support/git_fixture.h"

namespace auto_sync {
namespace {

using testing::GitRepo;
using testing::TempDir;

std::string pack_of(GitRepo& repo, const std::string& revisions,
                    std::vector<std::string> options = {}) {
  std::vector<std::string> command{"pack-objects", "-q", "--revs", "--stdout"};
  command.insert(command.end(), options.begin(), options.end());
  const testing::ProcessResult result = repo.try_run(command, revisions);
  REQUIRE(result.exit_code == 0);
  return result.out;
}

void put(ObjectStore& store, std::string_view pack) {
  const std::unique_ptr<IncomingPack> incoming = store.add_pack();
  incoming->write(pack);
  incoming->finish();
}

Oid oid(const std::string& hex) {
  return Oid::parse(hex).value();
}

/// Takes a pack into a repository with git itself.
void give(GitRepo& repo, const std::string& pack) {
  REQUIRE(repo.try_run({"unpack-objects", "-q"}, pack).exit_code == 0);
}

TEST_CASE("a store reads commits, trees and blobs of every pack it was given") {
  const TempDir temp;
  GitRepo repo(temp / "r.git");
  repo.commit("main", {{"a.txt", "one\n"}, {"dir/b.txt", "two\n"}}, "First");
  const std::string first = repo.rev_parse("main");
  repo.commit("main", {{"dir/b.txt", "three\n"}}, "Second");
  Libgit2ObjectStores stores(temp.path());
  const auto store = stores.open();
  put(*store, pack_of(repo, first + "\n", {"--filter=blob:none"}));
  put(*store, pack_of(repo, "main\n^" + first + "\n"));

  const Commit second = store->commit(oid(repo.rev_parse("main")));
  CHECK(second.subject == "Second");
  const TreeEntries root = store->tree(second.tree);
  REQUIRE(root.size() == 2);
  CHECK(root[0].name == "a.txt");
  CHECK(root[0].mode == FileMode::file);
  CHECK(root[1].is_directory());
  CHECK(store->blob(store->tree(root[1].id).front().id) == "three\n");
  CHECK_FALSE(store->contains(root[0].id));  // the filter left it out
  CHECK_THROWS_AS(store->blob(root[0].id), Error);
  CHECK_THROWS_AS(store->tree(second.id), Error);
}

TEST_CASE("what a store writes has git's own ids, and its pack is one that git takes") {
  const TempDir temp;
  GitRepo repo(temp / "r.git");
  repo.commit("main", {{"a", "x\n"}, {"a.b", "y\n"}, {"a-c/d", "z\n"}}, "Base");
  Libgit2ObjectStores stores(temp.path());
  const auto store = stores.open();
  put(*store, pack_of(repo, "main\n"));
  const Oid base = oid(repo.rev_parse("main"));
  TreeEntries entries = store->tree(store->commit(base).tree);
  CHECK(store->write_tree({entries.rbegin(), entries.rend()}) == store->commit(base).tree);

  const Oid blob = store->write_blob("new\n");
  entries.push_back({"new", FileMode::executable, blob});
  const Oid tree = store->write_tree(entries);
  const Oid commit = store->write_commit(
      {tree, {base}, {"A <U> Thor", "a@example.org"}, 1'700'000'000, "Made here\n\nWhy: so"});
  CHECK(store->commit(commit).parents == std::vector<Oid>{base});
  give(repo, store->pack({commit, tree, blob}));

  repo.branch("made", commit.hex());
  CHECK(repo.fsck().empty());
  CHECK(repo.run({"show", "made:new"}) == "new");
  CHECK(repo.run({"ls-tree", "made", "new"}).starts_with("100755 blob"));
  CHECK(repo.run({"log", "-1", "--format=%an|%ae|%at|%B", "made"}) ==
        "A U Thor|a@example.org|1700000000|Made here\n\nWhy: so\n");
}

TEST_CASE("a pack without objects adds none, and a broken one is refused") {
  const TempDir temp;
  GitRepo repo(temp / "r.git");
  repo.commit("main", {{"a", "x\n"}}, "Base");
  Libgit2ObjectStores stores(temp.path());
  {
    const auto store = stores.open();
    put(*store, pack_of(repo, "main\n^main\n"));
    CHECK_THROWS_AS(put(*store, ""), Error);  // no pack at all is not an empty one
    std::string pack = pack_of(repo, "main\n");
    pack[pack.size() / 2] ^= 1;
    CHECK_THROWS_AS(put(*store, pack), Error);
    CHECK_FALSE(store->contains(oid(repo.rev_parse("main"))));
  }
  CHECK(std::distance(std::filesystem::directory_iterator(temp.path()), {}) == 1);  // r.git
}

}  // namespace
}  // namespace auto_sync
