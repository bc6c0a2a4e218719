#include "adapters/open_beneath.h"

#include <fcntl.h>

#include <cerrno>
#include <fstream>

#include "adapters/temporary_directory.h"
#include "support/catch.h"

using namespace auto_sync;

namespace {

namespace fs = std::filesystem;
using Opener = Descriptor (*)(const Descriptor&, const fs::path&, int);

/// A folder `base` with a file and a folder, beside a file of somebody else.
struct Tree {
  TemporaryDirectory directory{fs::temp_directory_path()};
  fs::path base = directory.path() / "base";
  Descriptor root;

  Tree() {
    fs::create_directories(base / "folder");
    std::ofstream(base / "folder/file") << "ours";
    std::ofstream(directory.path() / "theirs") << "theirs";
    root = Descriptor(::open(base.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  }
  /// 0, or the number of the error.
  int result(Opener open, const fs::path& path) const {
    return open(root, path, O_RDONLY) ? 0 : errno;
  }
};

}  // namespace

TEST_CASE("a link that leads out of the base is not followed, with or without the kernel's help") {
  const Tree tree;
  fs::create_symlink("../theirs", tree.base / "relative");
  fs::create_symlink(tree.directory.path() / "theirs", tree.base / "absolute");
  fs::create_symlink("..", tree.base / "up");
  for (const Opener open : {&open_beneath, &open_without_links}) {
    CHECK(tree.result(open, "folder/file") == 0);
    CHECK(tree.result(open, "folder") == 0);
    CHECK(tree.result(open, "missing/file") == ENOENT);
    CHECK(tree.result(open, "folder/file/x") == ENOTDIR);
    CHECK(tree.result(open, "relative") == EXDEV);
    CHECK(tree.result(open, "absolute") == EXDEV);
    CHECK(tree.result(open, "up/theirs") == EXDEV);
    CHECK(tree.result(open, "up/base/folder/file") == EXDEV);
  }
}

TEST_CASE("a link that stays inside is followed, unless the kernel cannot tell") {
  const Tree tree;
  fs::create_symlink("folder", tree.base / "link");
  CHECK(tree.result(&open_beneath, "link/file") == 0);
  CHECK(tree.result(&open_without_links, "link/file") == EXDEV);
}

TEST_CASE("what lies below a base is told by the text of the paths") {
  CHECK(rest_below("/a/b", "/a/b/c/d") == fs::path("c/d"));
  CHECK(rest_below("/a/b/", "/a/b/../b/c") == fs::path("c"));
  CHECK(rest_below("/a/b", "/a/b") == fs::path("."));
  CHECK_FALSE(rest_below("/a/b", "/a/bc").has_value());
  CHECK_FALSE(rest_below("/a/b", "/a/b/../c").has_value());
  CHECK_FALSE(rest_below("/a/b", "/").has_value());
}
