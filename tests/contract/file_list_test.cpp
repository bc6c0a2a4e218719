// The list of changed files: what it says, where it is asked for, and that it delays nothing.
#include <algorithm>

#include "base/text.h"
#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;
using auto_sync::trim;

namespace {

std::string counts(const Outcome& outcome) {
  const Json& files = outcome.report_json.get("files");
  if (files.is_null()) return "none";
  return std::to_string(files.get("added").integer()) + " " +
         std::to_string(files.get("modified").integer()) + " " +
         std::to_string(files.get("deleted").integer());
}

std::string listed(const Outcome& outcome) {
  std::string lines;
  for (const Json& file : outcome.report_json.get("files").get("first").elements()) {
    lines += file.get("change").text() + " " + file.get("path").text() + "\n";
  }
  return lines;
}

/// Requests for trees, as the server saw them.
std::size_t tree_questions(World& world, const std::string& repository) {
  const auto requests = world.standin.requests();
  return static_cast<std::size_t>(
      std::count_if(requests.begin(), requests.end(), [&](const RequestRecord& request) {
        return request.repository == repository && request.phase == "fetch" &&
               request.has_line("filter ") && !request.has_line("have ") &&
               request.has_line("done");
      }));
}

/// Three files that both sides have, and a source that changes, adds and deletes one.
void grow_files(World& world) {
  world.source.commit(
      "main", {{"keep/a.txt", "a\n"}, {"src/b.txt", "b\n"}, {"src/deep/c.txt", "c\n"}}, "Files");
  world.source.push_to(world.target.path().string(), {"main"});
  world.source.commit("main", {{"src/b.txt", "changed\n"}, {"src/new|file.txt", "n\n"}}, "Change");
  world.build(world.source_tip());
}

}  // namespace

TEST_CASE("a dry run lists what the target would see change") {
  World world;
  grow_files(world);
  world.inputs["dry_run"] = "true";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "dry_run");
  CHECK(counts(outcome) == "1 1 0");
  CHECK(listed(outcome) == "modified src/b.txt\nadded src/new|file.txt\n");
  CHECK_THAT(outcome.report, ContainsSubstring("## What changes"));
  CHECK_THAT(outcome.summary, ContainsSubstring("1 added, 1 modified, 0 deleted"));
  CHECK_THAT(outcome.summary, ContainsSubstring("`src/b.txt`"));
  CHECK_THAT(outcome.report, ContainsSubstring("file list"));  // a phase of its own
  CHECK(tree_questions(world, source_name) == 3);              // the commits, the roots, src
  CHECK(tree_questions(world, target_name) == 0);
}

TEST_CASE("an ordinary sync asks for no trees, unless list_files is true") {
  World world;
  grow_files(world);
  const bool wanted = GENERATE(false, true);
  if (wanted) world.inputs["list_files"] = "true";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(counts(outcome) == (wanted ? "1 1 0" : "none"));
  CHECK((tree_questions(world, source_name) > 0) == wanted);
}

TEST_CASE("after a conflict the target's own files are told from those of the source") {
  World world;
  grow_files(world);
  world.target.commit("main", {{"own/theirs.txt", "t\n"}}, "The target's own");
  world.inputs["list_files"] = GENERATE("auto", "false");

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  if (world.inputs["list_files"] == "false") {
    CHECK(counts(outcome) == "none");
    return;
  }
  CHECK(listed(outcome) == "deleted own/theirs.txt\nmodified src/b.txt\nadded src/new|file.txt\n");
}

TEST_CASE("a first sync counts every file as added, with one question") {
  World world;
  world.source.commit("main", {{"a.txt", "a\n"}, {"b/c/d.txt", "d\n"}}, "Files");
  world.build(world.source_tip());
  world.inputs["list_files"] = "true";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(counts(outcome) == "2 0 0");
}

TEST_CASE("nothing to sync, nothing to list") {
  World world;
  world.grow(2, 0);
  world.inputs["list_files"] = "true";

  CHECK(counts(world.run()) == "none");
}

TEST_CASE("a list that cannot be made is a warning, and the sync goes on") {
  World world;
  grow_files(world);
  Quirks unfiltered;
  unfiltered.filter = false;
  world.standin.set_quirks(source_name, unfiltered);
  world.inputs["list_files"] = "true";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(outcome.exit_code == 0);
  CHECK(counts(outcome) == "none");
  CHECK_THAT(outcome.report, ContainsSubstring("The changed files could not be listed"));
}

TEST_CASE("many changed directories are asked for at once, and counted right") {
  World world;
  Files files;
  for (int i = 0; i < 400; ++i) {
    const std::string number = std::to_string(1000 + i);
    files["d" + number + "/e/f/g.txt"] = "old\n";
  }
  world.source.commit("main", files, "Many");
  world.source.push_to(world.target.path().string(), {"main"});
  for (auto& [path, content] : files) content = "new " + path;
  world.source.commit("main", files, "Change them all");
  world.build(world.source_tip());
  world.inputs["dry_run"] = "true";

  const Outcome outcome = world.run();

  CHECK(counts(outcome) == "0 400 0");
  CHECK(outcome.report_json.get("files").get("first").elements().size() == 100);
  CHECK_THAT(outcome.report, ContainsSubstring("and 300 more"));
  CHECK(tree_questions(world, source_name) == 3);  // the commits, the roots, all the rest
}

TEST_CASE("a directory that moves into another is listed, although git leaves out its tree") {
  World world;
  world.source.commit("main", {{"data/a.txt", "a\n"}, {"data/b.txt", "b\n"}, {"keep.txt", "k\n"}},
                      "Files");
  world.source.push_to(world.target.path().string(), {"main"});
  const std::string tree = trim(world.source.run({"rev-parse", "main:data"}));
  const std::string keep = trim(world.source.run({"rev-parse", "main:keep.txt"}));
  const auto made = [&](const std::string& lines) {
    return trim(world.source.run({"mktree"}, lines));
  };
  const std::string archive = made("040000 tree " + tree + "\tdata\n");
  const std::string root =
      made("040000 tree " + archive + "\tarchive\n100644 blob " + keep + "\tkeep.txt\n");
  const std::string moved = trim(world.source.run(
      {"commit-tree", root, "-p", world.source_tip(), "-m", "Move data into archive"}));
  world.source.branch("main", moved);
  world.build(world.source_tip());

  world.inputs["list_files"] = "true";
  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(counts(outcome) == "2 0 2");
  CHECK(listed(outcome) ==
        "added archive/data/a.txt\nadded archive/data/b.txt\n"
        "deleted data/a.txt\ndeleted data/b.txt\n");
  CHECK_THAT(outcome.log, !ContainsSubstring("could not be listed"));
}
