// What the report says of a diverged target, against what git's own merge of the same pair says.
#include <set>

#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

using Paths = std::set<std::string>;

const std::string story =
    "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n";

/// A commit made by git-fast-import(1) commands, on top of what the branch has.
void import_commit(GitRepo& repo, const std::string& subject, const std::string& commands) {
  static int second = 0;
  const std::string tip = repo.rev_parse("main");
  repo.run({"fast-import", "--quiet", "--force"},
           "commit refs/heads/main\ncommitter Jo Merge <jo@example.org> " +
               std::to_string(1'710'000'000 + ++second) + " +0000\ndata " +
               std::to_string(subject.size()) + "\n" + subject + "\n" +
               (tip.empty() ? "" : "from " + tip + "\n") + commands + "\n");
}

std::string put(const std::string& path, const std::string& text,
                const std::string& mode = "100644") {
  return "M " + mode + " inline " + path + "\ndata " + std::to_string(text.size()) + "\n" + text +
         "\n";
}

std::string submodule(const std::string& path, char digit) {
  return "M 160000 " + std::string(40, digit) + " " + path + "\n";
}

/// A pair that parts after `base`; the build of the source's tip is green.
void diverge(World& world, const std::string& base, const std::string& source,
             const std::string& target) {
  import_commit(world.source, "Base", put("kept/file.txt", "kept\n") + base);
  world.source.push_to(world.target.path().string(), {"main"});
  import_commit(world.source, "Source's change", source);
  import_commit(world.target, "Target's change", target);
  world.build(world.source_tip());
}

/// What git says of merging the source's tip into the target's.
struct Reference {
  bool clean = false;
  std::string tree;
  Paths paths;  ///< that conflict
};

Reference ask_git(World& world) {
  world.source.push_to(world.target.path().string(), {"main:refs/heads/from-source"});
  const ProcessResult merge =
      world.target.try_run({"-c", "merge.directoryRenames=false", "merge-tree", "--write-tree",
                            "--no-messages", "main", "from-source"});
  world.target.run({"update-ref", "-d", "refs/heads/from-source"});
  REQUIRE(merge.exit_code <= 1);
  Reference reference{merge.exit_code == 0, merge.out.substr(0, 40), {}};
  for (std::size_t tab = merge.out.find('\t'); tab != std::string::npos;
       tab = merge.out.find('\t', tab + 1)) {
    std::string path = merge.out.substr(tab + 1, merge.out.find('\n', tab) - tab - 1);
    // A file that git moves out of a directory's way keeps its name here.
    for (const std::string side : {"~main", "~from-source"}) {
      if (path.ends_with(side)) path.resize(path.size() - side.size());
    }
    reference.paths.insert(path);
  }
  return reference;
}

/// The paths that the report names, under all the names that they have.
Paths reported_paths(const Outcome& outcome) {
  Paths paths;
  for (const Json& conflict : outcome.report_json.get("merge").get("conflicts").elements()) {
    for (const std::string key : {"path", "source_path", "target_path"}) {
      if (!conflict.get(key).is_null()) paths.insert(conflict.get(key).text());
    }
  }
  return paths;
}

std::string only_kind(const Outcome& outcome) {
  const auto& conflicts = outcome.report_json.get("merge").get("conflicts").elements();
  REQUIRE(conflicts.size() == 1);
  return conflicts.front().get("kind").text();
}

struct Case {
  std::string kind;
  std::string base;
  std::string source;
  std::string target;
};

std::vector<Case> cases() {
  const std::string changed = "one\nTWO\nthree" + story.substr(13);
  const std::string changed_too = "one\nDOS\nthree" + story.substr(13);
  const std::string binary("PNG\0\1\2", 6);
  return {
      {"content", put("a.txt", story), put("a.txt", changed), put("a.txt", changed_too)},
      {"add/add", "", put("new.txt", changed), put("new.txt", changed_too)},
      {"modify/delete", put("a.txt", story), put("a.txt", changed), "D a.txt\n"},
      {"modify/delete", put("a.txt", story), "D a.txt\n", put("a.txt", changed)},
      {"rename/rename", put("a.txt", story), "R a.txt b.txt\n", "R a.txt c.txt\n"},
      {"rename/delete", put("a.txt", story), "R a.txt b.txt\n", "D a.txt\n"},
      {"rename/add", put("a.txt", story), "R a.txt b.txt\n",
       put("a.txt", changed) + put("b.txt", "other\n")},
      {"mode", "", put("new.sh", story), put("new.sh", story, "100755")},
      {"submodule", submodule("sub", '1'), submodule("sub", '2'), submodule("sub", '3')},
      {"binary", put("a.png", binary), put("a.png", binary + "1"), put("a.png", binary + "2")},
      {"symlink", put("l", "one", "120000"), put("l", "two", "120000"),
       put("l", "three", "120000")},
      {"directory/file", "", put("thing", "a file\n"), put("thing/inside", "in a directory\n")},
  };
}

}  // namespace

TEST_CASE("every kind of conflict is named, for the same files as git's own merge names") {
  for (const Case& one : cases()) {
    INFO(one.kind);
    World world;
    diverge(world, one.base, one.source, one.target);

    const Outcome outcome = world.run();

    const Reference git = ask_git(world);
    CHECK_FALSE(git.clean);
    CHECK(outcome.exit_code == 4);
    CHECK(outcome.report_json.get("merge").get("clean").boolean() == false);
    CHECK(only_kind(outcome) == one.kind);
    CHECK(reported_paths(outcome) == git.paths);
    CHECK_THAT(outcome.summary, ContainsSubstring(one.kind));
    CHECK_THAT(outcome.report, ContainsSubstring("Source's change"));
    CHECK_THAT(outcome.report, ContainsSubstring("Target's change"));
  }
}

TEST_CASE("a clean merge is said to be clean, with the tree that git's own merge has") {
  World world;
  diverge(world, put("a.txt", story) + put("dir/b.txt", story) + put("c.txt", "c\n"),
          put("a.txt", "zero\n" + story) + "R dir/b.txt moved/b.txt\n",
          put("a.txt", story + "thirteen\n") + put("dir/b.txt", story + "more\n") + "D c.txt\n");

  const Outcome outcome = world.run();

  const Reference git = ask_git(world);
  CHECK(git.clean);
  CHECK(outcome.exit_code == 4);
  CHECK(outcome.report_json.get("merge").get("clean").boolean());
  CHECK(outcome.report_json.get("merge").get("tree").text() == git.tree);
  CHECK_THAT(outcome.summary, ContainsSubstring("would be clean"));
  CHECK_THAT(outcome.summary, ContainsSubstring("```mermaid\n"));
}

TEST_CASE("the files that conflict are named in the annotation, in a dry run too") {
  World world;
  diverge(world, put("a.txt", "a\n"), put("a.txt", "b\n"), put("a.txt", "c\n"));
  world.inputs["dry_run"] = "true";

  const Outcome outcome = world.run();

  CHECK(outcome.exit_code == 0);
  CHECK(only_kind(outcome) == "content");
  CHECK_THAT(outcome.log, ContainsSubstring("a.txt"));
}

TEST_CASE("a criss-cross is merged over the merge of its two bases") {
  World world;
  import_commit(world.source, "Base", put("a.txt", story));
  world.source.push_to(world.target.path().string(), {"main"});
  const std::string base = world.source_tip();
  world.source.commit("one", {{"one.txt", "1\n"}}, "One", {}, base);
  world.source.commit("two", {{"two.txt", "2\n"}}, "Two", {}, base);
  const Files both{{"one.txt", "1\n"}, {"two.txt", "2\n"}};
  const auto cross = [&](const std::string& first, const std::string& second) {
    world.source.branch("main", first);
    world.source.merge("main", second, "Cross");
    return world.source.commit("main", both, "Both");
  };
  const std::string theirs = cross("two", "one");
  world.source.push_to(world.target.path().string(), {"+main", "one", "two"});
  cross("one", "two");
  world.source.commit("main", {{"a.txt", "zero\n" + story}}, "Top");
  world.target.commit("main", {{"a.txt", story + "thirteen\n"}}, "Bottom");
  world.build(world.source_tip());

  const Outcome outcome = world.run();

  const Reference git = ask_git(world);
  CHECK(git.clean);
  CHECK(outcome.report_json.get("history").get("merge_bases").elements().size() == 2);
  CHECK(outcome.report_json.get("merge").get("clean").boolean());
  CHECK(outcome.report_json.get("merge").get("tree").text() == git.tree);
}

TEST_CASE("a server without filters leaves the merge unanalysed, and says why") {
  World world;
  diverge(world, put("a.txt", "a\n"), put("a.txt", "b\n"), put("a.txt", "c\n"));
  Quirks quirks;
  quirks.filter = false;
  world.standin.set_quirks(target_name, quirks);

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  CHECK(outcome.exit_code == 4);
  CHECK(outcome.report_json.get("merge").get("clean").is_null());
  CHECK_THAT(outcome.report, ContainsSubstring("no filters"));
}

TEST_CASE("neither a fast-forward nor a target that is in sync is analysed") {
  for (const std::size_t ahead : {0U, 2U}) {
    World world;
    world.grow(3, ahead);
    const Outcome outcome = world.run();
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.report_json.get("merge").is_null());
  }
}
