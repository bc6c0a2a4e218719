#include "adapters/libgit2_commit_pack.h"

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "adapters/temporary_directory.h"
#include "base/error.h"
#include "support/catch.h"

namespace auto_sync {
namespace {

namespace fs = std::filesystem;

/// A repository made with git itself: a line of commits, one of them a merge, and a tag.
class Repository {
 public:
  Repository() : directory_(fs::temp_directory_path()) {
    run("git init -q -b main . && git config user.name 'Ada L' && git config user.email a@b.c");
    for (const char* subject : {"first", "second", "third"}) commit(subject);
    run("git checkout -q -b side HEAD~1");
    commit("on the side");
    run("git checkout -q main && git merge -q --no-ff -m 'bring both together' side");
    run("git tag -a -m 'a release' v1");
  }

  const fs::path& path() const { return directory_.path(); }

  /// What `command` prints when run by the shell in the repository.
  std::string run(const std::string& command) const {
    const std::string line = "cd '" + path().string() + "' && { " + command + "; } 2>/dev/null";
    FILE* pipe = popen(line.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string output;
    char buffer[4096];
    for (std::size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
      output.append(buffer, got);
    }
    INFO(line);
    REQUIRE(pclose(pipe) == 0);
    return output;
  }
  void commit(const std::string& subject) const {
    run("echo x > '" + subject + "' && git add . && git commit -q -m '" + subject + "'");
  }
  /// The pack of what `revisions` (one per line for printf) select.
  std::string pack(const std::string& revisions, const std::string& options) const {
    return run("printf '" + revisions + "' | git pack-objects -q --revs --stdout " + options);
  }
  std::string commit_pack(const std::string& revisions = "main\\n") const {
    return pack(revisions, "--filter=tree:0");
  }

 private:
  TemporaryDirectory directory_;
};

/// Gives `pack` to a fresh reader, in pieces of `piece` bytes.
std::vector<Commit> read_pack(std::string_view pack, std::size_t piece = 4096) {
  const TemporaryDirectory store(fs::temp_directory_path());
  std::vector<Commit> commits;
  Libgit2CommitPackReader reader(store.path());
  {
    const std::unique_ptr<CommitPack> open = reader.open();
    for (std::size_t at = 0; at < pack.size(); at += piece) open->write(pack.substr(at, piece));
    commits = open->finish();
  }
  CHECK(fs::is_empty(store.path()));
  return commits;
}

const Commit& find(const std::vector<Commit>& commits, const std::string& hex) {
  const auto found = std::find_if(commits.begin(), commits.end(),
                                  [&](const Commit& commit) { return commit.id.hex() == hex; });
  REQUIRE(found != commits.end());
  return *found;
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

void check_is_refused(std::string_view pack) {
  try {
    read_pack(pack);
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::remote);
    CHECK_THAT(error.what(), StartsWith("the history that the server sent cannot be used: "));
  }
}

}  // namespace

TEST_CASE("all commits of a pack without trees are read") {
  const Repository repository;
  const std::vector<Commit> commits = read_pack(repository.commit_pack());
  CHECK(commits.size() == 5);
  const Commit& merge = find(commits, first_line(repository.run("git rev-parse main")));
  CHECK(merge.subject == "bring both together");
  CHECK(merge.author == "Ada L");
  CHECK(merge.tree.hex() == first_line(repository.run("git rev-parse main^{tree}")));
  REQUIRE(merge.parents.size() == 2);
  CHECK(merge.parents[0].hex() == first_line(repository.run("git rev-parse main^1")));
  CHECK(merge.parents[1].hex() == first_line(repository.run("git rev-parse main^2")));
  CHECK(std::to_string(merge.commit_time) ==
        first_line(repository.run("git log -1 --format=%ct main")));
}

TEST_CASE("it does not matter in which pieces a pack arrives") {
  const Repository repository;
  const std::string pack = repository.commit_pack();
  CHECK(read_pack(pack, 1).size() == 5);
  CHECK(read_pack(pack, pack.size()).size() == 5);
}

TEST_CASE("commits of a range are read although their parents are elsewhere") {
  const Repository repository;
  CHECK(read_pack(repository.commit_pack("main\\n^main~1\\n")).size() == 2);
}

TEST_CASE("tags, trees and blobs in a pack are passed over") {
  const Repository repository;
  CHECK(read_pack(repository.pack("v1\\n", "")).size() == 5);
}

TEST_CASE("a pack without objects, or no pack at all, gives no commits") {
  const Repository repository;
  CHECK(read_pack(repository.commit_pack("main\\n^main\\n")).empty());
  CHECK(read_pack({}).empty());
}

TEST_CASE("a pack that was cut is refused, wherever that happened") {
  const Repository repository;
  const std::string pack = repository.commit_pack();
  for (std::size_t length = 1; length < pack.size(); length += 13) {
    check_is_refused(std::string_view(pack).substr(0, length));
  }
  check_is_refused(std::string_view(pack).substr(0, pack.size() - 1));
}

TEST_CASE("a pack with a wrong byte is refused") {
  const Repository repository;
  const std::string pack = repository.commit_pack();
  for (const std::size_t at : {std::size_t{0}, std::size_t{5}, std::size_t{11}, std::size_t{20},
                               pack.size() / 2, pack.size() - 1}) {
    std::string changed = pack;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    check_is_refused(changed);
  }
  std::string empty = repository.commit_pack("main\\n^main\\n");
  empty.back() ^= 1;
  check_is_refused(empty);
  check_is_refused("<html>please log in</html>");
}

TEST_CASE("bytes after the pack are refused") {
  const Repository repository;
  check_is_refused(repository.commit_pack() + "more");
  check_is_refused(repository.commit_pack("main\\n^main\\n") + "more");
}

TEST_CASE("a thin pack is refused: its bases are not here") {
  const Repository repository;
  repository.run("for n in $(seq 3000); do echo line $n; done > big && git add big");
  repository.commit("a large file");
  repository.run("echo changed >> big && git add big");
  repository.commit("a small change to it");
  check_is_refused(repository.pack("main\\n^main~1\\n", "--thin"));
}

TEST_CASE("a history packed with deltas is read") {
  const Repository repository;
  std::ostringstream script;
  script << "for n in $(seq 300); do printf 'commit refs/heads/main\\ncommitter C <c@d> %s +0000\\n"
            "data 600\\n%0600d\\n' $n 7; done | git fast-import --quiet --force";
  repository.run(script.str());
  const std::string pack = repository.pack("main\\n", "--filter=tree:0 --delta-base-offset");
  CHECK(read_pack(pack).size() == 300);
}

TEST_CASE("a temporary directory that cannot be made is the user's to repair") {
  const Repository repository;
  Libgit2CommitPackReader reader("/nonexistent/directory");
  const std::unique_ptr<CommitPack> pack = reader.open();
  CHECK(reader.open()->finish().empty());  // nothing is stored, nothing is needed
  pack->write(repository.commit_pack());
  try {
    pack->finish();
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK_THAT(error.what(), ContainsSubstring("/nonexistent/directory"));
  }
}

}  // namespace auto_sync
