// Walks over trees, on real stores and held against what git says.
#include <algorithm>
#include <random>
#include <sstream>

#include "adapters/libgit2_object_store.h"
#include "base/error.h"
#include "service/find_paths.h"
#include "service/tree_diff.h"
#include "support/catch.h"
#include "support/git_fixture.h"

namespace auto_sync {
namespace {

using testing::Files;
using testing::GitRepo;
using testing::TempDir;

/// A repository and a store that holds all of its commits and trees.
struct Trees {
  TempDir temp;
  GitRepo repo{temp / "r.git"};
  Libgit2ObjectStores stores{temp.path()};
  std::unique_ptr<ObjectStore> store = stores.open();

  Oid tree(const std::string& revision) {
    return Oid::parse(repo.rev_parse(revision + "^{tree}")).value();
  }
  void load() {
    const auto pack =
        repo.try_run({"pack-objects", "-q", "--all", "--stdout", "--filter=blob:none"});
    REQUIRE(pack.exit_code == 0);
    const auto incoming = store->add_pack();
    incoming->write(pack.out);
    incoming->finish();
  }
};

std::string letter(FileChange change) {
  return change == FileChange::added ? "A" : change == FileChange::deleted ? "D" : "M";
}

std::vector<std::string> lines(const FileChanges& changes) {
  std::vector<std::string> lines;
  for (const ChangedFile& file : changes.first) lines.push_back(letter(file.change) + file.path);
  return lines;
}

/// The same from `git diff-tree`; a changed type is a modification to us.
std::vector<std::string> git_lines(GitRepo& repo, const std::string& from, const std::string& to) {
  std::istringstream out(
      repo.run({"diff-tree", "-r", "-z", "--no-renames", "--name-status", from, to}));
  std::vector<std::string> lines;
  std::string status;
  std::string path;
  while (std::getline(out, status, '\0') && std::getline(out, path, '\0')) {
    lines.push_back((status == "T" ? "M" : status) + path);
  }
  std::sort(lines.begin(), lines.end(),
            [](const auto& a, const auto& b) { return a.substr(1) < b.substr(1); });
  return lines;
}

TEST_CASE("files are added, modified and deleted, wherever they are") {
  Trees trees;
  trees.repo.commit("main", {{"a", "1"}, {"dir/b", "1"}, {"dir/sub/c", "1"}, {"same/d", "1"}},
                    "Old");
  const std::string old = trees.repo.rev_parse("main");
  trees.repo.commit("main", {{"a", "2"}, {"dir/sub/new", "1"}, {"fresh/e", "1"}}, "New");
  trees.load();

  const FileChanges forth = diff_trees(*trees.store, trees.tree(old), trees.tree("main"));
  CHECK(lines(forth) == std::vector<std::string>{"Ma", "Adir/sub/new", "Afresh/e"});
  CHECK(forth.added == 2);
  CHECK(forth.modified == 1);
  CHECK(forth.deleted == 0);
  const FileChanges back = diff_trees(*trees.store, trees.tree("main"), trees.tree(old));
  CHECK(lines(back) == std::vector<std::string>{"Ma", "Ddir/sub/new", "Dfresh/e"});
  CHECK(diff_trees(*trees.store, trees.tree(old), trees.tree(old)).total() == 0);
  CHECK(diff_trees(*trees.store, std::nullopt, trees.tree(old)).added == 4);
  CHECK(diff_trees(*trees.store, trees.tree(old), std::nullopt).deleted == 4);
}

TEST_CASE("a file that becomes a directory is deleted, and what is in it added") {
  Trees trees;
  trees.repo.commit("one", {{"x", "1"}, {"x.y", "1"}}, "A file");
  trees.repo.commit("two", {{"x/inner", "1"}, {"x.y", "1"}}, "A directory");
  trees.load();

  const FileChanges changes = diff_trees(*trees.store, trees.tree("one"), trees.tree("two"));
  CHECK(lines(changes) == std::vector<std::string>{"Dx", "Ax/inner"});
}

TEST_CASE("made-up pairs of trees differ as git says they do") {
  Trees trees;
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same pairs each time
  const auto files = [&] {
    Files made;
    for (int i = 0; i < 40; ++i) {
      std::string path;
      for (unsigned depth = random() % 4; depth > 0; --depth) {
        path +=
            std::string(1, static_cast<char>('a' + random() % 3)) + (random() % 4 ? "/" : "-x/");
      }
      made[path + "f" + std::to_string(random() % 12)] = std::to_string(random() % 3);
    }
    return made;
  };
  constexpr int pairs = 12;
  for (int i = 0; i < pairs; ++i) {
    trees.repo.commit("old" + std::to_string(i), files(), "Old");
    trees.repo.commit("new" + std::to_string(i), files(), "New");
  }
  trees.load();
  for (int i = 0; i < pairs; ++i) {
    const std::string from = "old" + std::to_string(i);
    const std::string to = "new" + std::to_string(i);
    CHECK(lines(diff_trees(*trees.store, trees.tree(from), trees.tree(to))) ==
          git_lines(trees.repo, from, to));
  }
}

TEST_CASE("everything is counted, and the first hundred paths are listed") {
  Trees trees;
  Files many;
  for (int i = 1000; i < 1250; ++i)
    many["d" + std::to_string(i % 7) + "/f" + std::to_string(i)] = "x";
  trees.repo.commit("main", many, "Many");
  trees.load();

  const FileChanges changes = diff_trees(*trees.store, std::nullopt, trees.tree("main"));
  CHECK(changes.added == 250);
  REQUIRE(changes.first.size() == FileChanges::listed_at_most);
  auto expected = many.begin();
  for (const ChangedFile& file : changes.first) CHECK(file.path == (expected++)->first);
}

TEST_CASE("a walk asks once a level, and only for trees whose ids differ") {
  Trees trees;
  trees.repo.commit("main", {{"a/b/c", "1"}, {"same/x/y", "1"}, {"z/w", "1"}}, "Old");
  const std::string old = trees.repo.rev_parse("main");
  trees.repo.commit("main", {{"a/b/c", "2"}}, "New");
  trees.load();
  std::vector<std::size_t> asked;

  diff_trees(*trees.store, trees.tree(old), trees.tree("main"), [&](const NeededTrees& needed) {
    CHECK(needed.old_side.size() == needed.new_side.size());
    asked.push_back(needed.new_side.size());
  });
  CHECK(asked == std::vector<std::size_t>{1, 1, 1});
}

/// A tree of so many levels of ten equal directories, over one file.
Oid unfolding(ObjectStore& store, int levels, std::size_t name_size) {
  Oid tree = store.write_tree({{"f", FileMode::file, store.write_blob("x")}});
  for (int level = 0; level < levels; ++level) {
    TreeEntries ten;
    for (char name = '0'; name <= '9'; ++name) {
      ten.push_back({std::string(name_size, name), FileMode::directory, tree});
    }
    tree = store.write_tree(ten);
  }
  return tree;
}

TEST_CASE("equal directories are looked into once, however many paths lead to them") {
  Trees trees;
  const Oid tree = unfolding(*trees.store, 6, 4'000);
  std::size_t asked = 0;
  const auto count = [&](const NeededTrees& needed) {
    CHECK(needed.old_side.empty());
    asked += needed.new_side.size();
  };

  const FileChanges changes = diff_trees(*trees.store, std::nullopt, tree, count);
  CHECK(changes.added == 1'000'000);
  REQUIRE(changes.first.size() == FileChanges::listed_at_most);
  for (const ChangedFile& file : changes.first) CHECK(file.path.size() <= 4'096);
  CHECK(asked == 7);

  asked = 0;
  CHECK(find_paths(*trees.store, tree, {"**/no", "**/f", "0*/9*/**/f", "0*/none/**"}, count) ==
        std::vector<bool>{false, true, true, false});
  CHECK(asked <= 14);
}

TEST_CASE("a few trees that unfold to more files than can be counted are given up") {
  Trees trees;
  const Oid tree = unfolding(*trees.store, 30, 1);
  CHECK_THROWS_AS(diff_trees(*trees.store, std::nullopt, tree), Error);
  CHECK(find_paths(*trees.store, tree, {"**/no"}) == std::vector<bool>{false});
  Oid deep = tree;
  for (int level = 0; level < 300; ++level) {
    deep = trees.store->write_tree({{"d", FileMode::directory, deep}});
  }
  CHECK_THROWS_AS(diff_trees(*trees.store, std::nullopt, deep), Error);
  CHECK_THROWS_AS(find_paths(*trees.store, deep, {"**/no"}), Error);
}

TEST_CASE("paths are found by name and by pattern, directories too") {
  Trees trees;
  trees.repo.commit("main",
                    {{".github/workflows/occ-win-build.yml", "x"},
                     {"vcpkg.json", "x"},
                     {"cogutil/CMakeLists.txt", "x"},
                     {"deep/er/still/notes.md", "x"}},
                    "Files");
  trees.load();
  const std::vector<std::string> patterns{".github/workflows/occ-win-build.yml",
                                          "vcpkg.json",
                                          "cogutil/CMakeLists.txt",
                                          "cogutil",
                                          "cogutil/",
                                          "vcpkg.json/",
                                          "**/CMakeLists.txt",
                                          "deep/**/*.md",
                                          "*.json",
                                          "atomspace/CMakeLists.txt",
                                          "cogutil/*.md",
                                          "vcpkg",
                                          "**/*.cpp"};
  const std::vector<bool> expected{true, true, true,  true,  true,  false, true,
                                   true, true, false, false, false, false};
  CHECK(find_paths(*trees.store, trees.tree("main"), patterns) == expected);
}

TEST_CASE("a search reads only the trees on its way, and ends when all is found") {
  Trees trees;
  trees.repo.commit("main", {{"a/b/c/d", "x"}, {"other/b/c", "x"}, {"top", "x"}}, "Files");
  trees.load();
  const auto read = [&](const std::vector<std::string>& patterns) {
    std::vector<Oid> trees_read;
    find_paths(*trees.store, trees.tree("main"), patterns, [&](const NeededTrees& needed) {
      trees_read.insert(trees_read.end(), needed.new_side.begin(), needed.new_side.end());
    });
    return trees_read.size();
  };
  CHECK(read({"top"}) == 1);
  CHECK(read({"a/b/c"}) == 3);  // the root, a, a/b
  CHECK(read({"a/x/y"}) == 2);
  CHECK(read({"**/none"}) == 6);
}

}  // namespace
}  // namespace auto_sync
