// Commits and trees that lie to a careless reader: what git reads is what counts.
#include "contract/endings.h"
#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

const std::string author = "author A <a@example.org> 1700000000 +0000\n";
const std::string committer = "committer A <a@example.org> 1700000000 +0000\n";

/// A commit of `branch` of the source that changes `files`, its header made by `header` of the tree
/// and of the parent that git sees; the branch is moved to it.
template <typename Header>
std::string forge(World& world, const Files& files, Header header) {
  const std::string parent = world.source_tip();
  world.source.commit("main", files, "To be replaced");
  const std::string tree = "tree " + world.source.rev_parse("main^{tree}") + "\n";
  const std::string forged =
      world.source.write_object("commit", header(tree, "parent " + parent + "\n") + "\nForged\n");
  world.source.branch("main", forged);
  world.build(forged);
  return forged;
}

/// A target with a commit of its own; returns that commit.
std::string diverge(World& world) {
  world.grow(3, 0);
  return world.target.commit("main", {{"own.txt", "own\n"}}, "The target's own");
}

/// The target's commit is told as what it is, and stays.
void check_kept(World& world, const std::string& own) {
  const Outcome outcome = run_untouched(world, {"conflict", 4, {"has 1 commit that"}});
  CHECK(outcome.output("behind") == "1");
  CHECK(outcome.output("fast_forward") == "false");
  CHECK(world.target_tip() == own);
}

/// The source's tip has the tree of the folder `testdata` as its second `tree`.
void forge_tree(World& world) {
  world.grow(3, 0);
  world.source.commit("main", {{"testdata/vcpkg.json", "{}\n"}}, "Test data");
  world.source.push_to(world.target.path().string(), {"main"});
  const std::string folder = world.source.rev_parse("main:testdata");
  forge(world, {{"new.txt", "new\n"}}, [&](const std::string& tree, const std::string& parent) {
    return tree + parent + author + committer + "tree " + folder + "\n";
  });
}

/// A tree of one file beside the entries given, each a mode, a name and the blob of that file.
std::string write_tree(World& world, const std::vector<std::string>& entries) {
  const std::string blob = world.source.write_object("blob", "x\n");
  std::string id;
  for (std::size_t at = 0; at < blob.size(); at += 2) {
    id += static_cast<char>(std::stoi(blob.substr(at, 2), nullptr, 16));
  }
  std::string tree;
  for (const std::string& entry : entries) tree += entry + std::string(1, '\0') + id;
  return world.source.write_object("tree", tree);
}

}  // namespace

TEST_CASE("a parent that stands elsewhere in the header is none, and the target's commit is kept") {
  World world;
  const std::string own = diverge(world);
  const std::string lie = "parent " + own + "\n";
  const std::string signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END-----\n";
  std::string before;
  std::string between;
  std::string after;
  SECTION("after the committer") {
    after = lie;
  }
  SECTION("after the author") {
    between = lie;
  }
  SECTION("after the encoding") {
    after = "encoding ISO-8859-1\n" + lie;
  }
  SECTION("after a signature") {
    after = signature + lie;
  }
  SECTION("after a second tree") {
    before = "tree " + world.source.rev_parse("main^{tree}") + "\n" + lie;
  }
  SECTION("in capitals, before the author") {
    before = "Parent " + own + "\n" + lie;
  }
  forge(world, {{"typo.txt", "fixed\n"}}, [&](const std::string& tree, const std::string& parent) {
    return tree + parent + before + author + between + committer + after;
  });

  check_kept(world, own);
}

TEST_CASE("a forged commit that a proper merge brought in does not hide the target's commit") {
  World world;
  const std::string own = diverge(world);
  const std::string base = world.source_tip();
  const std::string forged =
      forge(world, {{"typo.txt", "fixed\n"}}, [&](const std::string& tree, const std::string& p) {
        return tree + p + author + committer + "parent " + own + "\n";
      });
  world.source.branch("main", base);
  world.source.commit("main", {{"more.txt", "more\n"}}, "A maintainer's work");
  world.build(world.source.merge("main", forged, "Merge the fix"));

  check_kept(world, own);
}

TEST_CASE("a required path is looked for in the commit's own tree") {
  World world;
  forge_tree(world);
  world.inputs["require_paths"] = "vcpkg.json";
  world.inputs["on_missing_path"] = "stop";

  run_untouched(world, {"blocked", 0, {"vcpkg.json"}});
}

TEST_CASE("a merge is made of the commits' own trees") {
  World world;
  forge_tree(world);
  const std::string own = world.target.commit("main", {{"own.txt", "own\n"}}, "Own");
  world.inputs["on_conflict"] = "merge";

  CHECK(world.run().status() == "merged");
  CHECK(world.target.rev_parse("main^{tree}") ==
        world.target.run({"merge-tree", "--write-tree", own, world.source_tip()}));
  require_sound(world);
}

TEST_CASE("the list of files is that of the commit's own tree") {
  World world;
  forge_tree(world);
  world.inputs["dry_run"] = "true";

  const Json files = world.run().report_json.get("files");

  CHECK(files.get("added").integer() == 1);
  CHECK(files.get("deleted").integer() == 0);
  CHECK(files.get("first").elements().front().get("path").text() == "new.txt");
}

TEST_CASE("workflow files are looked for in the commit's own tree") {
  World world;
  world.grow(3, 0);
  world.standin.change_token(target_token, [](TokenSpec& token) { token.scopes = "repo"; });
  const std::string harmless = world.source.rev_parse("main^{tree}");
  forge(world, {{".github/workflows/ci.yml", "on: push\n"}},
        [&](const std::string& tree, const std::string& parent) {
          return tree + parent + author + committer + "tree " + harmless + "\n";
        });

  run_untouched(world, {"rejected", 5, {".github/workflows/ci.yml"}});
}

TEST_CASE("a tree that git does not take ends a merge in words, and is relayed by a plain sync") {
  World world;
  world.grow(1, 0);
  std::vector<std::string> entries = {"100644 a", "100644 b"};
  std::string words;
  SECTION("a path as a name") {
    entries[1] = "100644 b/c";
    words = "`b/c` is a path";
  }
  SECTION("a way up") {
    entries[0] = "100644 ..";
    words = "`..` would lead elsewhere";
  }
  SECTION("git's own directory") {
    entries[0] = "100644 .GIT";
    words = "`.GIT` would be taken for `.git`";
  }
  SECTION("a name twice") {
    entries[1] = "100755 a";
    words = "`a` is there twice";
  }
  SECTION("names out of order") {
    std::swap(entries[0], entries[1]);
    words = "`a` is out of order";
  }
  const std::string tree = write_tree(world, entries);
  forge(world, {}, [&](const std::string&, const std::string& parent) {
    return "tree " + tree + "\n" + parent + author + committer;
  });
  const std::string before = world.target_tip();
  world.target.commit("main", {{"own.txt", "own\n"}}, "Own");
  world.inputs["on_conflict"] = "merge";

  const Outcome merged = run_untouched(world, {"conflict", 4, {tree, words}});

  CHECK_THAT(merged.report_json.get("merge").get("unknown").text(), ContainsSubstring(tree));
  CHECK_THAT(merged.report_json.get("merge").get("unknown").text(), ContainsSubstring(words));

  world.target.branch("main", before);
  CHECK(world.run().status() == "synced");
  CHECK(world.target.rev_parse("main^{tree}") == tree);
}
