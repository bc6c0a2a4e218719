// Inputs, payloads, repositories and tokens as they come when somebody made a mistake.
#include <functional>

#include "contract/endings.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

struct BadInput {
  std::string name;
  std::string input;
  std::string value;
  std::vector<std::string> words;
};

/// Repositories and tokens: what is done to the world, and how the run then explains itself.
struct Barrier {
  std::string name;
  std::function<void(World&)> raise;
  std::vector<std::string> words;
};

const std::string stranger_token = "ghp_standinNOBODY0123456789";

void deny(World& world, const std::string& input, const std::string& repository, Access access) {
  world.standin.grant(stranger_token, repository, access);
  world.inputs[input] = stranger_token;
}

std::string nested(std::size_t depth) {
  return "{\"workflow_run\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

}  // namespace

TEST_CASE("a wrong input ends with 2, says what was expected, and asks no server anything") {
  World world;
  world.grow(1, 1);
  const std::vector<BadInput> cases = {
      {"no target", "target_repo", "", {"input target_repo: it is not set"}},
      {"a secret that is not set",
       "target_token",
       "",
       {"input target_token: it is empty", "secret"}},
      {"a target that is no repository", "target_repo", "cogpy", {"input target_repo"}},
      {"a misspelt name", "target_brunch", "main", {"target_brunch", "target_branch"}},
      {"a boolean that is none", "force_sync", "yes", {"input force_sync", "true"}},
      {"a word that is none", "sync_commit", "newest", {"input sync_commit", "tested"}},
      {"a misspelt word", "tags", "reachabel", {"input tags", "reachable"}},
      {"a branch that cannot be", "sync_branch", "a..b", {"input sync_branch"}},
      {"a token in the clear", "target_repo", "http://git.example.org/a/b.git", {"https"}},
      {"a token in a URL",
       "target_repo",
       "https://x:" + target_token + "@git.example.org/a/b",
       {"input target_repo"}},
      {"a token over two lines", "target_token", "ghp_one\nghp_two", {"input target_token"}},
      {"a configuration that is not there", "config", "nowhere.yml", {"nowhere.yml"}},
  };
  for (const BadInput& bad : cases) {
    DYNAMIC_SECTION(bad.name) {
      world.inputs[bad.input] = bad.value;
      run_untouched(world, error_ending(2, bad.words));
      CHECK(world.standin.totals().requests == 0);
    }
  }
}

TEST_CASE("every wrong input is told in one go") {
  World world;
  world.grow(1, 1);
  world.inputs["force_sync"] = "maybe";
  world.inputs["target_repo"] = "";
  world.inputs["tags"] = "None";

  run_untouched(world, error_ending(2, {"3 problems with the settings", "force_sync", "target_repo",
                                        "tags"}));
}

TEST_CASE("a payload that cannot be understood ends with 2 and asks no server anything") {
  World world;
  world.grow(1, 1);
  SECTION("missing") {
    world.no_payload();
    run_untouched(world, error_ending(2, {"payload is missing"}));
  }
  SECTION("empty") {
    world.payload("");
    run_untouched(world, error_ending(2, {"the event's payload"}));
  }
  SECTION("not JSON") {
    world.payload("<html>::error::not a payload</html>");
    run_untouched(world, error_ending(2, {"the event's payload"}));
  }
  SECTION("of another shape") {
    world.payload(R"({"workflow_run": [1, 2], "repository": "o9nn/occ"})");
    run_untouched(world, error_ending(2, {"the event's payload", "workflow_run"}));
  }
  SECTION("without what matters") {
    world.payload(R"({"workflow_run": {"id": 1}, "repository": {"full_name": "o9nn/occ"}})");
    run_untouched(world, error_ending(2, {"the event's payload", "workflow_run."}));
  }
  SECTION("deeply nested") {
    world.payload(nested(200'000));
    run_untouched(world, error_ending(2, {"the event's payload"}));
  }
  SECTION("of 10 MB") {
    world.payload("{\"x\":\"" + std::string(10U << 20, 'x') + "\"}");
    run_untouched(world, error_ending(2, {"the event's payload", "at most 8"}));
  }
  CHECK(world.standin.totals().requests == 0);
}

TEST_CASE("a payload of another repository than the source's is refused") {
  World world;
  world.grow(1, 1);
  world.inputs["source_repo"] = "somebody/else";

  run_untouched(world, error_ending(2, {"triggered by a build of \"o9nn/occ\"", "somebody/else"}));
  CHECK(world.standin.totals().requests == 0);
}

TEST_CASE("a repository or token that does not let us in ends with 6 and names the input") {
  const std::vector<Barrier> barriers = {
      {"the target does not exist",
       [](World& world) { world.inputs["target_repo"] = "cogpy/ocx"; },
       {"The target cogpy/ocx does not exist, or this token may not see it", "target_repo"}},
      {"the target is hidden from the token",
       [](World& world) { deny(world, "target_token", source_name, Access::read); },
       {"The target cogpy/occ does not exist, or this token may not see it", "target_token"}},
      {"the target's token may only read",
       [](World& world) { deny(world, "target_token", target_name, Access::read); },
       {"does not let this token write", "Write access to repository not granted.",
        "Contents: write"}},
      {"the target's token has expired",
       [](World& world) { world.standin.expire_token(target_token); },
       {"The target cogpy/occ refuses the token", "target_token", "expired"}},
      {"the source is hidden from the token",
       [](World& world) { deny(world, "source_token", target_name, Access::read); },
       {"The source o9nn/occ does not exist, or this token may not see it", "source_token"}},
      {"the source's token has expired",
       [](World& world) { world.standin.expire_token(source_token); },
       {"The source o9nn/occ refuses the token", "source_token", "expired"}},
      {"the source is private and there is no token",
       [](World& world) { world.inputs["source_token"] = ""; },
       {"The source o9nn/occ asks for a token", "source_token"}},
      {"the source does not exist",
       [](World& world) {
         world.inputs["source_repo"] = "o9nn/ocx";
         world.inputs["require_build"] = "false";
       },
       {"The source o9nn/ocx does not exist, or this token may not see it", "source_repo"}},
  };
  World world;
  world.grow(1, 1);
  for (const Barrier& barrier : barriers) {
    DYNAMIC_SECTION(barrier.name) {
      barrier.raise(world);
      run_untouched(world, error_ending(6, barrier.words));
    }
  }
}

TEST_CASE("a report_dir that cannot be written to ends with 2 before anything is sent") {
  World world;
  world.grow(1, 1);
  world.inputs["report_dir"] = "/dev/null/reports";
  const Refs before = world.target.refs();

  const Outcome outcome = world.run();

  CHECK(outcome.exit_code == 2);
  CHECK(outcome.status() == "error");
  CHECK_THAT(outcome.log, ContainsSubstring("report_dir cannot be used"));
  CHECK_THAT(outcome.summary, ContainsSubstring("report_dir cannot be used"));
  CHECK(outcome.output("report_path").empty());
  CHECK(world.standin.totals().requests == 0);
  CHECK(world.target.refs() == before);
}
