// Which tags travel, and what becomes of those that cannot.
#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

std::string target_tag(World& world, const std::string& tag) {
  return world.target.rev_parse("refs/tags/" + tag);
}

std::string source_tag(World& world, const std::string& tag) {
  return world.source.rev_parse("refs/tags/" + tag);
}

/// A source with tags on new, old and unreachable commits; the target has none of them.
void grow_with_tags(World& world) {
  world.grow(4, 3);
  world.source.tag("light-new", "main~1");
  world.source.annotated_tag("annotated-new", "main", "On the tip");
  world.source.tag("light-old", "main~5");
  world.source.annotated_tag("annotated-old", "main~6", "On the first commit");
  world.source.branch("side", "main~4");
  world.source.commit("side", {{"side.txt", "aside\n"}}, "Aside");
  world.source.tag("side-tag", "side");
}

}  // namespace

TEST_CASE("reachable tags travel in the branch's own push, annotated and lightweight") {
  World world;
  grow_with_tags(world);

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(outcome.output("tags_synced") == "4");
  for (const char* tag : {"light-new", "annotated-new", "light-old", "annotated-old"}) {
    CHECK(target_tag(world, tag) == source_tag(world, tag));
  }
  CHECK(target_tag(world, "side-tag").empty());
  std::size_t pushes = 0;
  for (const RequestRecord& request : world.standin.requests()) pushes += request.phase == "push";
  CHECK(pushes == 1);
  require_sound(world);
}

TEST_CASE("all tags include those that the carried commit does not contain") {
  World world;
  grow_with_tags(world);
  world.inputs["tags"] = "all";

  CHECK(world.run().output("tags_synced") == "5");
  CHECK(target_tag(world, "side-tag") == source_tag(world, "side-tag"));
  require_sound(world);
}

TEST_CASE("with tags none only the branch travels") {
  World world;
  grow_with_tags(world);
  world.inputs["tags"] = "none";

  CHECK(world.run().output("tags_synced") == "0");
  CHECK(target_tag(world, "light-new").empty());
}

TEST_CASE("patterns choose tags, reachable or not") {
  World world;
  grow_with_tags(world);
  world.inputs["tags"] = "light-*, side*";

  CHECK(world.run().output("tags_synced") == "3");
  CHECK(target_tag(world, "annotated-new").empty());
  CHECK(target_tag(world, "side-tag") == source_tag(world, "side-tag"));
}

TEST_CASE("a tag on a commit beyond the tested one stays at home") {
  World world;
  world.grow(3, 2);
  world.source.commit("main", {{"late.txt", "late\n"}}, "Not built yet");
  world.source.tag("too-new", "main");

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(target_tag(world, "too-new").empty());
}

TEST_CASE("tags that are missing are pushed although the branch is in sync") {
  World world;
  world.grow(4, 0);
  world.source.annotated_tag("v1", "main~2", "One");
  world.source.tag("v2", "main");

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(outcome.output("tags_synced") == "2");
  CHECK(outcome.output("commits_synced") == "0");
  CHECK(target_tag(world, "v1") == source_tag(world, "v1"));
  require_sound(world);
}

TEST_CASE("a tag that differs on the target is left alone, with a warning, and the rest goes on") {
  World world;
  world.grow(3, 2);
  world.source.tag("v1", "main");
  world.source.tag("v2", "main~1");
  world.target.tag("v1", "main");
  const std::string theirs = target_tag(world, "v1");

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(outcome.exit_code == 0);
  CHECK(target_tag(world, "v1") == theirs);
  CHECK(target_tag(world, "v2") == source_tag(world, "v2"));
  CHECK_THAT(outcome.log, ContainsSubstring("::warning"));
  CHECK_THAT(outcome.summary, ContainsSubstring("v1"));
}

TEST_CASE("force_sync moves a tag that differs") {
  World world;
  world.grow(3, 2);
  world.source.tag("v1", "main");
  world.target.tag("v1", "main");
  world.inputs["force_sync"] = "true";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "forced");
  CHECK(target_tag(world, "v1") == source_tag(world, "v1"));
}

TEST_CASE("a tag that points to a file is no reason to fail, and is not reachable") {
  World world;
  world.grow(3, 2);
  const std::string blob = world.source.run({"hash-object", "-w", "--stdin"}, "a key\n");
  world.source.run({"update-ref", "refs/tags/key", blob});

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(target_tag(world, "key").empty());
}

TEST_CASE("five hundred tags travel in one push") {
  World world;
  world.grow(3, 2);
  std::string commands;
  const std::string id = world.source_tip();
  for (int i = 0; i < 500; ++i) {
    commands += "create refs/tags/t" + std::to_string(i) + " " + id + "\n";
  }
  world.source.run({"update-ref", "--stdin"}, commands);

  const Outcome outcome = world.run();

  CHECK(outcome.output("tags_synced") == "500");
  CHECK(world.target.refs().size() == 501);
}

TEST_CASE("with atomic a refused tag holds back the branch too") {
  World world;
  world.grow(3, 2);
  world.source.tag("v1", "main");
  world.inputs["atomic"] = "true";
  world.standin.refuse_pushes(target_name, {"refs/tags/*", "No tags here", {}});
  const std::string before = world.target_tip();

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "rejected");
  CHECK(outcome.exit_code == 5);
  CHECK(world.target_tip() == before);
}

TEST_CASE("without atomic a refused tag does not hold back the branch, and the run is rejected") {
  World world;
  world.grow(3, 2);
  world.source.tag("v1", "main");
  world.standin.refuse_pushes(target_name, {"refs/tags/*", "No tags here", {}});

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "rejected");
  CHECK(world.target_tip() == world.source_tip());
  CHECK_THAT(outcome.report, ContainsSubstring("No tags here"));
}
