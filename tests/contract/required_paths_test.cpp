// The files that a commit must have before it is carried.
#include <algorithm>

#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

const std::string occ_paths =
    ".github/workflows/occ-win-build.yml\nvcpkg.json\ncogutil/CMakeLists.txt\n";

/// A source with OCC's critical files, all but `left_out`, one commit ahead of the target.
void grow_occ(World& world, const std::string& left_out = {}) {
  world.source.commit("main", {{"README.md", "OCC\n"}}, "Begin");
  world.source.push_to(world.target.path().string(), {"main"});
  Files files = {{".github/workflows/occ-win-build.yml", "name: OCC\n"},
                 {"vcpkg.json", "{}\n"},
                 {"cogutil/CMakeLists.txt", "project(cogutil)\n"},
                 {"atomspace/opencog/atoms/a.cc", "int a;\n"}};
  files.erase(left_out);
  world.source.commit("main", files, "Files");
  world.build(world.source_tip());
}

bool asked_for_trees(World& world) {
  const auto requests = world.standin.requests();
  return std::any_of(requests.begin(), requests.end(), [](const RequestRecord& request) {
    return request.phase == "fetch" && request.has_line("deepen 1") && request.has_line("filter");
  });
}

std::uint64_t pushes(World& world) {
  const auto requests = world.standin.requests();
  return static_cast<std::uint64_t>(
      std::count_if(requests.begin(), requests.end(),
                    [](const RequestRecord& request) { return request.phase == "push"; }));
}

}  // namespace

TEST_CASE("a commit with every required path is carried, and the report lists them") {
  World world;
  grow_occ(world);
  world.inputs["require_paths"] = occ_paths + "atomspace\n";
  world.inputs["on_missing_path"] = "stop";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(outcome.report_json.get("required_paths").elements().size() == 4);
  for (const Json& path : outcome.report_json.get("required_paths").elements()) {
    CHECK(path.get("present").boolean());
  }
  CHECK_THAT(outcome.summary, ContainsSubstring("4 paths present"));
  CHECK_THAT(outcome.report, ContainsSubstring("vcpkg.json"));
}

TEST_CASE("a missing path is a warning that names it, and the sync goes on") {
  World world;
  grow_occ(world, "vcpkg.json");
  world.inputs["require_paths"] = occ_paths;

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(world.target_tip() == world.source_tip());
  CHECK_THAT(outcome.report, ContainsSubstring("lacks a required path: vcpkg.json"));
  CHECK_THAT(outcome.summary, ContainsSubstring("missing: `vcpkg.json`"));
}

TEST_CASE("with on_missing_path: stop a missing path blocks, and nothing is sent") {
  World world;
  grow_occ(world, "cogutil/CMakeLists.txt");
  const std::string before = world.target_tip();
  world.inputs["require_paths"] = occ_paths;
  world.inputs["on_missing_path"] = "stop";
  const bool failing = GENERATE(false, true);
  if (failing) world.inputs["fail_when_blocked"] = "true";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "blocked");
  CHECK(outcome.exit_code == (failing ? 3 : 0));
  CHECK(world.target_tip() == before);
  CHECK(pushes(world) == 0);
  CHECK_THAT(outcome.summary, ContainsSubstring("cogutil/CMakeLists.txt"));
}

TEST_CASE("patterns match anywhere in the tree") {
  World world;
  grow_occ(world);
  world.inputs["require_paths"] =
      "**/CMakeLists.txt\natomspace/**/*.cc\n.github/workflows/*.yml\n**/*.rs\n";
  world.inputs["on_missing_path"] = "stop";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "blocked");
  std::string verdicts;
  for (const Json& path : outcome.report_json.get("required_paths").elements()) {
    verdicts += path.get("present").boolean() ? "y" : "n";
  }
  CHECK(verdicts == "yyyn");
}

TEST_CASE("in sync, nobody asks for required paths") {
  World world;
  world.grow(2, 0);
  world.inputs["require_paths"] = occ_paths;
  world.inputs["on_missing_path"] = "stop";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "in_sync");
  CHECK_FALSE(asked_for_trees(world));
  CHECK(outcome.report_json.get("required_paths").elements().empty());
}

TEST_CASE("paths that cannot be checked stop the sync only where a missing one would") {
  World world;
  grow_occ(world);
  Quirks unfiltered;
  unfiltered.filter = false;
  world.standin.set_quirks(source_name, unfiltered);
  world.inputs["require_paths"] = occ_paths;
  const bool stop = GENERATE(false, true);
  world.inputs["on_missing_path"] = stop ? "stop" : "warn";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == (stop ? "error" : "synced"));
  CHECK(outcome.exit_code == (stop ? 7 : 0));
  CHECK(pushes(world) == (stop ? 0 : 1));
  CHECK_THAT(outcome.report, ContainsSubstring("The required paths could not be checked"));
}

TEST_CASE("names from the tree and from the inputs stay text") {
  World world;
  grow_occ(world);
  world.inputs["require_paths"] = "<img src=x>/`|@octocat\n";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(outcome.summary.find("<img") == std::string::npos);
  CHECK_THAT(outcome.report_json.get("required_paths").elements().front().get("path").text(),
             ContainsSubstring("<img"));
}
