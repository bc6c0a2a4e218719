// `direction: reverse`: the target's commits come back to the source.
#include "contract/endings.h"
#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// A target that is `count` commits ahead of the source, which the source's token may write.
void ahead(World& world, std::size_t count) {
  world.grow(3, 0);
  for (std::size_t i = 0; i < count; ++i) {
    world.target.commit("main", {{"own" + std::to_string(i) + ".txt", "theirs\n"}}, "Theirs");
  }
  world.inputs["direction"] = "reverse";
  world.standin.grant(source_token, source_name, Access::write);
}

}  // namespace

TEST_CASE("reverse carries the target's tip to the source, with its tags and without a build") {
  World world;
  ahead(world, 2);
  world.target.tag("v1", "main");
  world.build(world.source_tip(), "failure");

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {"there is none on the way back"}});
  CHECK(world.source_tip() == world.target_tip());
  CHECK(world.source.rev_parse("v1") == world.target_tip());
  CHECK(outcome.output("source_sha") == world.target_tip());
  CHECK(outcome.output("target_sha") == world.source_tip());
  CHECK(outcome.report_json.get("direction").text() == "reverse");
  CHECK(outcome.report_json.get("source").get("repository").text() == target_name);
  CHECK(outcome.report_json.get("target").get("repository").text() == source_name);
  CHECK_THAT(outcome.summary, ContainsSubstring("the way back"));
  require_sound(world);
}

TEST_CASE("reverse leaves a source with commits of its own alone") {
  World world;
  ahead(world, 1);
  const std::string own = world.source.commit("main", {{"file0.txt", "own\n"}}, "Own");

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  CHECK(world.source_tip() == own);
}

TEST_CASE("reverse reads a source by URL as well as one by name") {
  World world;
  ahead(world, 1);
  world.inputs["source_repo"] = world.standin.clone_url(source_name);
  world.environment["GITHUB_SERVER_URL"] = "https://github.example.org";
  world.inputs["target_repo"] = world.standin.clone_url(target_name);

  CHECK(world.run().status() == "synced");
  CHECK(world.source_tip() == world.target_tip());
}

TEST_CASE("reverse with a token that may only read says which input it came from") {
  World world;
  ahead(world, 1);
  world.standin.grant(source_token, source_name, Access::read);

  const Outcome outcome = world.run();

  CHECK(outcome.exit_code == 6);
  CHECK_THAT(outcome.log, ContainsSubstring("source_token"));
  CHECK_THAT(outcome.log, !ContainsSubstring("target_token write access"));
}

TEST_CASE("ways back without a token for the source are refused before anything is asked") {
  for (const std::string direction : {"reverse", "both"}) {
    World world;
    world.grow(2, 1);
    world.inputs["direction"] = direction;
    world.inputs["source_token"] = "";

    const Outcome outcome = run_untouched(world, error_ending(2, {"source_token", direction}));

    CHECK(world.standin.totals().requests == 0);
  }
}

TEST_CASE("a branch that the target does not have is named by its own input on the way back") {
  World world;
  ahead(world, 1);
  world.inputs["target_branch"] = "mian";

  check_ending(world.run(), error_ending(2, {"Set target_branch to one it has: main"}));
}
