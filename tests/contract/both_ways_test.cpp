// `direction: both`: whichever side is behind is brought up to date.
#include "contract/endings.h"
#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

void start(World& world, std::size_t ahead = 0) {
  world.grow(7, ahead);
  world.inputs["direction"] = "both";
  world.standin.grant(source_token, source_name, Access::write);
}

/// Both sides change one file, each in its way; returns the source's tip.
std::string collide(World& world) {
  start(world);
  std::string ours = world.source.commit("main", {{"file1.txt", "ours\n"}}, "Ours");
  world.build(ours);
  world.target.commit("main", {{"file1.txt", "theirs\n"}}, "Theirs");
  return ours;
}

void check_same(World& world) {
  CHECK(world.source_tip() == world.target_tip());
  require_sound(world);
}

}  // namespace

TEST_CASE("both carries the source forward when the target is behind") {
  World world;
  start(world, 2);

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {}});
  CHECK(outcome.report_json.get("direction").text() == "both");
  CHECK(outcome.report_json.get("way_back").is_null());
  check_same(world);
}

TEST_CASE("both brings the source up to date when it is the one behind") {
  World world;
  start(world);
  const std::string before = world.source_tip();
  const std::string theirs = world.target.commit("main", {{"own.txt", "own\n"}}, "Theirs");

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {"Synced 1 commit to o9nn/occ main"}});
  CHECK(world.source_tip() == theirs);
  const Json& back = outcome.report_json.get("way_back");
  CHECK(back.get("status").text() == "synced");
  CHECK(back.get("tip_before").text() == before);
  CHECK(back.get("tip_after").text() == theirs);
  CHECK_THAT(outcome.summary, ContainsSubstring("(the way back)"));
  CHECK(outcome.output("target_sha") == theirs);
  check_same(world);
}

TEST_CASE("both overwrites no target that is merely ahead, even with on_conflict: force") {
  World world;
  start(world);
  world.inputs["on_conflict"] = "force";
  const std::string theirs = world.target.commit("main", {{"own.txt", "own\n"}}, "Theirs");

  CHECK(world.run().status() == "synced");
  CHECK(world.target_tip() == theirs);
  check_same(world);
}

TEST_CASE("both merges sides that diverged, and both then stand at the merge") {
  World world;
  start(world);
  const std::string ours = world.source.commit("main", {{"file1.txt", "ours\n"}}, "Ours");
  world.build(ours);
  const std::string theirs = world.target.commit("main", {{"file2.txt", "theirs\n"}}, "Theirs");

  const Outcome outcome = world.run();

  check_ending(outcome, {"merged", 0, {"The way back: Synced 2 commits to o9nn/occ main"}});
  CHECK(world.target.run({"log", "-1", "--format=%P", "main"}) == theirs + " " + ours);
  check_same(world);
}

TEST_CASE("the build of our own merge leads to nothing") {
  World world;
  start(world);
  world.build(world.source.commit("main", {{"file1.txt", "ours\n"}}, "Ours"));
  world.target.commit("main", {{"file2.txt", "theirs\n"}}, "Theirs");
  REQUIRE(world.run().status() == "merged");
  world.build(world.source_tip());
  const Refs source = world.source.refs();

  run_untouched(world, {"in_sync", 0, {}});

  CHECK(world.source.refs() == source);
}

TEST_CASE("both leaves a source with commits that were not built for later") {
  World world;
  start(world);
  world.build(world.source.commit("main", {{"file1.txt", "ours\n"}}, "Ours"));
  const std::string newer = world.source.commit("main", {{"file3.txt", "new\n"}}, "Not built");
  world.target.commit("main", {{"file2.txt", "theirs\n"}}, "Theirs");

  check_ending(world.run(), {"merged", 0, {"has newer commits of its own"}});
  CHECK(world.source_tip() == newer);

  world.build(newer);
  CHECK(world.run().status() == "merged");
  check_same(world);
}

TEST_CASE("a closed gate does not hold up the way back") {
  World world;
  start(world);
  world.build(world.source_tip(), "failure");
  const std::string theirs = world.target.commit("main", {{"own.txt", "own\n"}}, "Theirs");

  const Outcome outcome = world.run();

  check_ending(outcome, {"blocked", 0, {"The way back: Synced 1 commit"}});
  CHECK(world.source_tip() == theirs);
}

TEST_CASE("a closed gate with nothing to bring back is just blocked") {
  World world;
  start(world, 1);
  world.build(world.source_tip(), "failure");
  const std::string tip = world.source_tip();

  run_untouched(world, {"blocked", 0, {}});

  CHECK(world.source_tip() == tip);
}

TEST_CASE(
    "sides that do not merge cleanly stay, and the target's commits are proposed to the source") {
  World world;
  const std::string ours = collide(world);

  const Outcome outcome = run_untouched(world, {"pull_request", 0, {"Opened pull request #1"}});

  CHECK(world.source_tip() == ours);
  REQUIRE(world.standin.repository(source_name).pulls.size() == 1);
  const Json pull = world.standin.repository(source_name).pulls.front();
  CHECK(pull.get("head").get("sha").text() == world.target_tip());
  CHECK(pull.get("base").get("ref").text() == "main");
  CHECK(world.source_tip("auto-sync/main") == world.target_tip());
  CHECK(outcome.output("pull_request_url") == pull.get("html_url").text());
  CHECK(world.standin.repository(target_name).pulls.empty());
}

TEST_CASE(
    "where no pull request can be opened in the source it stays a conflict, and is said why") {
  World world;
  const std::string ours = collide(world);
  world.standin.change_token(source_token,
                             [](TokenSpec& token) { token.permissions["pull_requests"] = "none"; });

  run_untouched(world, {"conflict", 4, {"could not be proposed to the source", "source_token"}});

  CHECK(world.source_tip() == ours);
}

TEST_CASE("somebody who pushes to the source before its fast-forward is not overwritten") {
  World world;
  start(world);
  world.target.commit("main", {{"own.txt", "own\n"}}, "Theirs");
  RequestMatch match;
  match.service = "git-receive-pack";
  match.phase = "push";
  std::string newer;
  world.standin.on_request(match, [&] {
    newer = world.source.commit("main", {{"late.txt", "late\n"}}, "Came in between");
  });

  const Outcome outcome = world.run();

  CHECK(outcome.exit_code == 0);
  CHECK(world.source_tip() == newer);
}

TEST_CASE("a source that refuses the way back is told of, and the target keeps what it got") {
  World world;
  start(world);
  world.build(world.source.commit("main", {{"file1.txt", "ours\n"}}, "Ours"));
  world.target.commit("main", {{"file2.txt", "theirs\n"}}, "Theirs");
  Refusal refusal;
  refusal.words = "GH006: Protected branch update failed for refs/heads/main.";
  world.standin.refuse_pushes(source_name, refusal);

  const Outcome outcome = world.run();

  check_ending(outcome, {"rejected", 5, {"o9nn/occ"}});
  CHECK(world.target.run({"log", "-1", "--format=%s", "main"}) ==
        "Merge o9nn/occ main into cogpy/occ main");
}

TEST_CASE("a dry run of both says what would become of either side") {
  World world;
  start(world);
  const std::string ours = world.source.commit("main", {{"file1.txt", "ours\n"}}, "Ours");
  world.build(ours);
  world.target.commit("main", {{"file2.txt", "theirs\n"}}, "Theirs");
  world.inputs["dry_run"] = "true";

  const Outcome outcome = run_untouched(world, {"dry_run", 0, {"fast-forwarded to the merge"}});

  CHECK(outcome.output("planned_status") == "merged");
  CHECK(world.source_tip() == ours);
}

TEST_CASE("a source branch that somebody deleted meanwhile is not created again") {
  World world;
  world.inputs["direction"] = "both";
  world.inputs["source_token"] = source_token;
  world.standin.grant(source_token, source_name, Access::write);
  world.grow(3, 0);
  bool colliding = false;
  SECTION("by a fast-forward of the source") {
    world.target.commit("main", {{"own.txt", "theirs\n"}}, "Only in the target");
  }
  SECTION("by a pull request in the source") {
    colliding = true;
    world.source.commit("main", {{"both.txt", "the source's\n"}}, "There");
    world.target.commit("main", {{"both.txt", "the target's\n"}}, "Here");
    world.build(world.source_tip());
  }
  const std::string theirs = world.target_tip();
  RequestMatch listing;
  listing.service = "git-receive-pack";
  listing.phase = "listing";
  listing.repository = source_name;
  world.standin.on_request(listing, [&] {
    world.source.run({"update-ref", "-d", "refs/heads/main"});
  });

  const Outcome outcome = world.run();

  CHECK(world.source.rev_parse("refs/heads/main").empty());
  CHECK(world.source.rev_parse("refs/heads/auto-sync/main").empty());
  CHECK(world.target_tip() == theirs);
  CHECK(outcome.status() == "conflict");
  CHECK_THAT(outcome.log, ContainsSubstring("o9nn/occ main is gone"));
  CHECK_FALSE((colliding && outcome.exit_code == 0));
}
