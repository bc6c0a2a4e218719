#include "adapters/libgit2_commit_pack.h"

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "support/catch.h"
#include "support/git_fixture.h"

namespace auto_sync {
namespace {

namespace fs = std::filesystem;
using testing::GitRepo;
using testing::TempDir;

/// A repository made with git itself: three commits, one beside them, a merge and a tag.
class Repository {
  TempDir directory_;

 public:
  GitRepo repo{directory_ / "r.git"};

  Repository() {
    for (const std::string subject : {"first", "second", "third"}) commit(subject);
    repo.commit("side", {{"side", "x"}}, "on the side", {}, "main~1");
    repo.merge("main", "side", "bring both together");
    repo.annotated_tag("v1", "main", "a release");
  }

  void commit(const std::string& subject, const std::string& content = "x") {
    repo.commit("main", {{"file", subject + content}}, subject, {"Ada L", "ada@example.org"});
  }
  /// The pack of what `revisions` (one per line) select.
  std::string pack(const std::string& revisions, const std::vector<std::string>& options) {
    std::vector<std::string> command{"pack-objects", "-q", "--revs", "--stdout"};
    command.insert(command.end(), options.begin(), options.end());
    const testing::ProcessResult result = repo.try_run(command, revisions);
    REQUIRE(result.exit_code == 0);
    return result.out;
  }
  std::string commit_pack(const std::string& revisions = "main\n") {
    return pack(revisions, {"--filter=tree:0"});
  }
};

/// Gives `pack` to a fresh reader, in pieces of `piece` bytes.
std::vector<Commit> read_pack(std::string_view pack, std::size_t piece = 4096) {
  const TempDir store;
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

Commit find(const std::vector<Commit>& commits, const std::string& hex) {
  const auto found = std::find_if(commits.begin(), commits.end(),
                                  [&](const Commit& commit) { return commit.id.hex() == hex; });
  REQUIRE(found != commits.end());
  return *found;
}

void check_is_refused(std::string_view pack) {
  try {
    read_pack(pack);
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::remote);
    CHECK_THAT(error.what(), StartsWith("the objects that the server sent cannot be used: "));
  }
}

}  // namespace

TEST_CASE("all commits of a pack without trees are read") {
  Repository repository;
  const std::vector<Commit> commits = read_pack(repository.commit_pack());
  CHECK(commits.size() == 5);
  const auto id = [&](const std::string& revision) { return repository.repo.rev_parse(revision); };
  const Commit merge = find(commits, id("main"));
  CHECK(merge.subject == "bring both together");
  CHECK(merge.tree.hex() == id("main^{tree}"));
  REQUIRE(merge.parents.size() == 2);
  CHECK(merge.parents[0].hex() == id("main^1"));
  CHECK(merge.parents[1].hex() == id("main^2"));
  CHECK(std::to_string(merge.commit_time) ==
        repository.repo.run({"log", "-1", "--format=%ct", "main"}));
  CHECK(find(commits, id("main^1")).author == "Ada L");
}

TEST_CASE("it does not matter in which pieces a pack arrives") {
  Repository repository;
  const std::string pack = repository.commit_pack();
  CHECK(read_pack(pack, 1).size() == 5);
  CHECK(read_pack(pack, pack.size()).size() == 5);
}

TEST_CASE("commits of a range are read although their parents are elsewhere") {
  Repository repository;
  CHECK(read_pack(repository.commit_pack("main\n^main~1\n")).size() == 2);
}

TEST_CASE("tags, trees and blobs in a pack are passed over") {
  Repository repository;
  CHECK(read_pack(repository.pack("v1\n", {})).size() == 5);
}

TEST_CASE("a pack without objects gives no commits") {
  Repository repository;
  CHECK(read_pack(repository.commit_pack("main\n^main\n")).empty());
}

TEST_CASE("no pack at all is not a pack without objects") {
  check_is_refused({});
}

TEST_CASE("a pack that was cut is refused, wherever that happened") {
  Repository repository;
  const std::string pack = repository.commit_pack();
  for (std::size_t length = 1; length < pack.size(); length += 13) {
    check_is_refused(std::string_view(pack).substr(0, length));
  }
  check_is_refused(std::string_view(pack).substr(0, pack.size() - 1));
}

TEST_CASE("a pack with a wrong byte is refused") {
  Repository repository;
  const std::string pack = repository.commit_pack();
  for (const std::size_t at : {std::size_t{0}, std::size_t{5}, std::size_t{11}, std::size_t{20},
                               pack.size() / 2, pack.size() - 1}) {
    std::string changed = pack;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    check_is_refused(changed);
  }
  std::string empty = repository.commit_pack("main\n^main\n");
  empty.back() ^= 1;
  check_is_refused(empty);
  check_is_refused("<html>please log in</html>");
}

TEST_CASE("bytes after the pack are refused") {
  Repository repository;
  check_is_refused(repository.commit_pack() + "more");
  check_is_refused(repository.commit_pack("main\n^main\n") + "more");
}

TEST_CASE("a thin pack is refused: its bases are not here") {
  Repository repository;
  std::string lines;
  for (int n = 0; n < 3000; ++n) lines += "line " + std::to_string(n) + "\n";
  repository.commit("a large file", lines);
  repository.commit("a small change to it", lines + "changed\n");
  check_is_refused(repository.pack("main\n^main~1\n", {"--thin"}));
}

TEST_CASE("a history packed with deltas is read") {
  Repository repository;
  const std::string message(600, 'm');  // all alike, so that git stores differences
  for (int n = 0; n < 20; ++n) repository.commit(message, std::to_string(n));
  const std::string pack =
      repository.pack("main\n", {"--filter=tree:0", "--delta-base-offset", "--no-reuse-delta"});
  CHECK(pack.size() < 20 * 300);
  CHECK(read_pack(pack).size() == 25);
}

TEST_CASE("a temporary directory that cannot be made is the user's to repair") {
  Repository repository;
  Libgit2CommitPackReader reader("/nonexistent/directory");
  const std::unique_ptr<CommitPack> pack = reader.open();
  const std::unique_ptr<CommitPack> empty = reader.open();
  empty->write(repository.commit_pack("main\n^main\n"));
  CHECK(empty->finish().empty());  // nothing is stored, nothing is needed
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
