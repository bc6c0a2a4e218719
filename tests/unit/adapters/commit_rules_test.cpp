// The readers of commits and of listed tags against git's own, on objects that were changed.
#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "adapters/commit_object.h"
#include "adapters/libgit2_commit_pack.h"
#include "base/error.h"
#include "base/text.h"
#include "support/catch.h"
#include "unit/adapters/mutated_objects.h"
#include "wire/advertisement.h"

namespace auto_sync {
namespace {

using testing::GitRepo;
using testing::TempDir;

/// What a reader makes of a commit; two of them are compared as texts.
struct ReadCommit {
  std::string graph;  ///< `tree parent parent`
  std::uint64_t time = 0;
};

std::string graph_of(const Commit& commit) {
  std::string graph = commit.tree.hex();
  for (const Oid& parent : commit.parents) graph += " " + parent.hex();
  return graph;
}

std::string joined_lines(const std::vector<std::string>& lines) {
  return join(lines, "\n") + "\n";
}

/// What git reads, by commit id; those that it refuses are missing.
std::map<std::string, ReadCommit> read_by_git(GitRepo& repo, const std::vector<std::string>& ids) {
  std::istringstream out(repo.run({"rev-list", "--no-walk=unsorted", "--ignore-missing",
                                   "--timestamp", "--format=%T %P", "--stdin"},
                                  joined_lines(ids)));
  std::map<std::string, ReadCommit> read;
  std::string id;
  for (ReadCommit commit; out >> commit.time >> id >> id;) {
    std::getline(out, commit.graph);  // what is left of that line
    std::getline(out, commit.graph);
    if (commit.graph.ends_with(' ')) commit.graph.pop_back();  // without parents
    read[id] = commit;
  }
  return read;
}

/// git 2.41 was the first to look for the end of the mail from the end of the line.
bool git_reads_dates_as_we_do(GitRepo& repo) {
  int major = 0;
  int minor = 0;
  REQUIRE(std::sscanf(repo.run({"version"}).c_str(), "git version %d.%d", &major, &minor) == 2);
  return std::pair(major, minor) >= std::pair(2, 41);
}

/// The date that older ones read, from what follows the parents (commit.c of git 2.39,
/// parse_commit_date).
std::uint64_t date_of_old_git(const std::string& rest) {
  const std::size_t committer = rest.find('\n') + 1;
  if (!rest.starts_with("author") || rest.compare(committer, 9, "committer") != 0) return 0;
  const std::size_t mail_end = rest.find('>', committer);
  if (committer == 0 || mail_end == std::string::npos) return 0;
  const std::size_t end = rest.find('\n', mail_end + 1);
  if (end == std::string::npos || end + 1 == rest.size()) return 0;
  return std::strtoumax(rest.c_str() + mail_end + 1, nullptr, 10);
}

std::optional<Commit> read_by_us(const std::string& id, const std::string& object) {
  try {
    return parse_commit_object(*Oid::parse(id), object);
  } catch (const Error& error) {
    CHECK_THAT(error.what(), StartsWith("bogus commit object " + id));
    return std::nullopt;
  }
}

std::string pack_of_ids(GitRepo& repo, const std::vector<std::string>& ids) {
  const testing::ProcessResult result =
      repo.try_run({"pack-objects", "-q", "--stdout"}, joined_lines(ids));
  REQUIRE(result.exit_code == 0);
  return result.out;
}

/// Refs to the tags, each named after its tag. git would refuse to write some.
void name_after_themselves(GitRepo& repo, const std::vector<std::string>& tags) {
  std::ofstream file(repo.path() / "packed-refs");
  for (const std::string& tag : std::set<std::string>(tags.begin(), tags.end())) {
    file << tag << " refs/tags/" << tag << "\n";
  }
}

/// `tag -> target` as the server's listing has it, for refs named after the tags.
std::map<std::string, std::string> listed_targets(GitRepo& repo) {
  wire::AdvertisementReader reader("git-upload-pack");
  const testing::ProcessResult listing =
      repo.try_run({"upload-pack", "--http-backend-info-refs", "."});
  REQUIRE(listing.exit_code == 0);
  reader.feed("001e# service=git-upload-pack\n0000" + listing.out);
  reader.finish();
  std::map<std::string, std::string> targets;
  for (const ListedRef& ref : reader.refs()) {
    if (ref.name.starts_with("refs/tags/")) {
      targets[ref.id.hex()] = ref.peeled ? ref.peeled->hex() : "";
    }
  }
  return targets;
}

}  // namespace

TEST_CASE(
    "thousands of changed commits are read as git reads them and refused where git refuses them") {
  const TempDir temp;
  GitRepo repo(temp / "r.git");
  const std::vector<std::string> objects = testing::mutated_commits(10, 16'000);
  const std::vector<std::string> ids = testing::write_objects(repo, GIT_OBJECT_COMMIT, objects);
  REQUIRE(ids.size() == objects.size());
  const std::map<std::string, ReadCommit> git = read_by_git(repo, ids);
  const bool same_dates = git_reads_dates_as_we_do(repo);
  REQUIRE(git.size() > ids.size() / 4);
  REQUIRE(git.size() < ids.size() * 3 / 4);

  std::size_t differ = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto wanted = git.find(ids[i]);
    const std::optional<Commit> commit = read_by_us(ids[i], objects[i]);
    INFO(ids[i] << "\n" << objects[i].substr(0, 500));
    REQUIRE(commit.has_value() == (wanted != git.end()));
    if (!commit) continue;
    REQUIRE(graph_of(*commit) == wanted->second.graph);
    if (commit->commit_time == wanted->second.time) continue;
    ++differ;
    REQUIRE_FALSE(same_dates);
    const std::size_t rest = 46 + 48 * commit->parents.size();
    REQUIRE(wanted->second.time == date_of_old_git(objects[i].substr(rest)));
  }
  CHECK(differ < ids.size() / 20);
}

TEST_CASE("a pack of changed commits and tags gives git's commits and nothing else") {
  const TempDir temp;
  GitRepo repo(temp / "r.git");
  const std::vector<std::string> commits =
      testing::write_objects(repo, GIT_OBJECT_COMMIT, testing::mutated_commits(11, 1'000));
  const std::map<std::string, ReadCommit> git = read_by_git(repo, commits);
  std::vector<std::string> ids;
  for (const auto& [id, commit] : git) ids.push_back(id);
  const std::vector<std::string> tags = testing::write_objects(
      repo, GIT_OBJECT_TAG, testing::mutated_tags(12, 500, {{ids.front(), "commit"}}));
  ids.insert(ids.end(), tags.begin(), tags.end());

  Libgit2CommitPackReader reader(temp.path());
  const auto read = [&](const std::vector<std::string>& packed) {
    const std::unique_ptr<CommitPack> pack = reader.open();
    pack->write(pack_of_ids(repo, packed));
    return pack->finish();
  };
  const std::vector<Commit> found = read(ids);
  CHECK(found.size() == git.size());
  for (const Commit& commit : found) CHECK(graph_of(commit) == git.at(commit.id.hex()).graph);

  for (const std::string& id : commits) {
    if (git.contains(id)) continue;
    CHECK_THROWS_AS(read({git.begin()->first, id}), Error);
    break;
  }
}

TEST_CASE("changed tags lead where git follows them since git itself lists their targets") {
  const TempDir temp;
  GitRepo repo(temp / "r.git");
  repo.commit("main", {{"a.txt", "a\n"}}, "One");
  repo.annotated_tag("sound", "main", "A tag");
  std::vector<testing::TagTarget> targets(6, {repo.rev_parse("main"), "commit"});
  targets.push_back({repo.rev_parse("main^{tree}"), "tree"});
  targets.push_back({repo.rev_parse("main:a.txt"), "blob"});
  targets.push_back({repo.rev_parse("sound"), "tag"});
  const std::vector<std::string> ids =
      testing::write_objects(repo, GIT_OBJECT_TAG, testing::mutated_tags(13, 2'000, targets));
  name_after_themselves(repo, ids);
  std::vector<std::string> questions;
  for (const std::string& id : ids) questions.push_back(id + "^{}");

  std::istringstream answers(
      repo.run({"cat-file", "--batch-check=%(objectname)"}, joined_lines(questions)));
  const std::map<std::string, std::string> listed = listed_targets(repo);
  std::size_t peeled = 0;
  for (const std::string& id : ids) {
    std::string answer;
    REQUIRE(std::getline(answers, answer));
    const bool found = !answer.ends_with(" missing");
    INFO(id << ": " << answer);
    const std::string& target = listed.at(id);
    const bool there =
        std::any_of(targets.begin(), targets.end(),
                    [&](const testing::TagTarget& known) { return known.id == target; });
    // The server lists an id that nobody has as well, which it cannot follow either.
    CHECK((there ? target : "") == (found ? answer : ""));
    peeled += found ? 1 : 0;
  }
  CHECK(peeled > ids.size() / 8);
  CHECK(peeled < ids.size() * 3 / 4);
}

}  // namespace auto_sync
