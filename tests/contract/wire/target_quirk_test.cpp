// Targets that keep silent, lag behind, have moved, or live on another host.
#include "contract/wire/requests.h"
#include "support/catch.h"

using namespace auto_sync::testing;

TEST_CASE("a push that the server took, but did not answer for, is found to be synced") {
  World world;
  world.grow(2, 2);
  Fault fault = on_push();
  SECTION("500 in place of the report") {
    // The push is carried out, then a proxy on the way answers in the server's place.
    world.standin.on_request(fault.match,
                             [&] { world.source.push_to(world.target.path().string(), {"main"}); });
    fault.status = 500;
  }
  SECTION("cut before the report") {
    fault.connection.cut_response_after = 0;
  }
  SECTION("cut in the report") {
    fault.connection.cut_response_after = 200;
  }
  SECTION("cut in the report, behind a listing that lags") {
    fault.connection.cut_response_after = 0;
    const std::string before = world.target_tip();
    Fault stale;
    stale.match.phase = "ls-refs";
    stale.match.repository = target_name;
    stale.match.count = 3;
    stale.transform = [&world, before](std::string body) {
      const std::string now = world.source.rev_parse("main");
      for (std::size_t at = 0; (at = body.find(now, at)) != std::string::npos;) {
        body.replace(at, now.size(), before);
      }
      return body;
    };
    world.standin.add_fault(stale);
  }
  world.standin.add_fault(fault);

  check_synced(world);
}

TEST_CASE("500 for a push that changed nothing is tried once more, after a look") {
  World world;
  world.grow(2, 2);
  SECTION("once: it then succeeds") {
    world.standin.add_fault(on_push(500));
    check_synced(world);
  }
  SECTION("each time: it ends with 7, and claims nothing that is not known") {
    Fault fault = on_push(500, 0);
    fault.after_body = true;
    world.standin.add_fault(fault);
    const Outcome outcome = run_untouched(world, error_ending(7, {"HTTP 500", "cannot be known"}));
    CHECK(outcome.output("target_sha").empty());
    CHECK(outcome.report_json.get("refs").elements().at(0).get("verdict").text() == "unconfirmed");
  }
  CHECK(pushes(world).size() == 2);
}

TEST_CASE("a listing that lags behind the push is waited for, and if it stays so, told") {
  World world;
  world.grow(2, 2);
  const std::string before = world.target_tip();
  Fault stale;
  stale.match.phase = "ls-refs";
  stale.match.repository = target_name;
  stale.transform = [&world, before](std::string body) {
    const std::string now = world.source.rev_parse("main");
    const std::size_t at = body.find(now);
    return at == std::string::npos ? body : body.replace(at, now.size(), before);
  };
  SECTION("for three looks: confirmed") {
    stale.match.count = 3;
    world.standin.add_fault(stale);
    const Outcome outcome = world.run();
    check_ending(outcome, {"synced", 0, {}});
    CHECK(outcome.report_json.get("proof").text() == "confirmed");
    CHECK(outcome.output("target_sha") == world.source_tip());
  }
  SECTION("for good: it is said that nobody can know") {
    stale.match.count = 0;
    world.standin.add_fault(stale);
    const Outcome outcome = world.run();
    check_ending(outcome, error_ending(7, {"said that it took refs/heads/main", "is not known"}));
    CHECK(outcome.report_json.get("proof").text() == "differs");
    CHECK(outcome.output("target_sha").empty());
    CHECK(outcome.output("commits_synced").empty());
    CHECK_THAT(outcome.summary, !ContainsSubstring("now at"));
  }
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("a renamed target is followed, and the run says what the name is now") {
  for (const int status : {301, 307}) {
    DYNAMIC_SECTION(status) {
      World world;
      world.grow(2, 2);
      world.standin.rename(target_name, "cogpy/moved", status);

      const Outcome outcome = world.run();

      check_ending(outcome, {"synced", 0, {"has moved to", "cogpy/moved", "update the name"}});
      CHECK_THAT(outcome.report, ContainsSubstring("cogpy/moved"));
      CHECK(world.target_tip() == world.source_tip());
    }
  }
}

TEST_CASE(
    "a target that redirects to another host is not followed, and gets no credentials there") {
  World world;
  world.grow(2, 2);
  const TempDir elsewhere;
  GithubStandin other(elsewhere.path());
  Fault fault;
  fault.match.repository = target_name;
  fault.match.count = 0;
  fault.status = 301;
  fault.redirect_to = other.url();
  SECTION("its listing") {
    world.standin.add_fault(fault);
  }
  SECTION("the push alone") {
    fault.match.phase = "push";
    world.standin.add_fault(fault);
  }

  run_untouched(world, error_ending(7, {"target cogpy/occ redirects to another place"}));
  CHECK(other.totals().requests == 0);
}

TEST_CASE("a target given as the URL of another host receives the commits") {
  World world;
  world.grow(2, 2);
  const TempDir elsewhere;
  GithubStandin other(elsewhere.path());
  other.add_repository("team/mirror");
  other.grant(target_token, "team/mirror", Access::write);
  GitRepo mirror(other.repository_path("team/mirror"));
  world.inputs["target_repo"] = other.clone_url("team/mirror");
  SECTION("after a green build") {}
  SECTION("with the gate off") {
    world.inputs["require_build"] = "false";
  }

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(mirror.rev_parse("main") == world.source_tip());
  CHECK(mirror.fsck().empty());
}

TEST_CASE("a fork that has the objects already is sent next to nothing") {
  World world;
  grow_large(world);
  const std::string fork = "cogpy/fork";
  world.standin.add_fork(fork, source_name);
  world.standin.grant(target_token, fork, Access::write);
  world.inputs["target_repo"] = fork;
  GitRepo target(world.standin.repository_path(fork));

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(target.rev_parse("main") == world.source_tip());
  const auto sent = requests_of(world, "push", fork);
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].body_in < 1000);
}

TEST_CASE("a target that was renamed is compared under its new name") {
  World world;
  world.grow(3, 2);
  world.target.commit("main", {{"own.txt", "theirs\n"}}, "A fix made in the target");
  world.standin.rename(target_name, "cogpy/occ-renamed");

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  CHECK(outcome.output("behind") == "1");
  CHECK_THAT(outcome.log, ContainsSubstring("has moved to"));
}
