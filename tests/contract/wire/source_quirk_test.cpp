// What hosts do differently from a plain `git http-backend` when they are read from.
#include "contract/wire/requests.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// The requests that `wanted` says yes to.
template <typename Wanted>
std::size_t count(World& world, Wanted wanted) {
  std::size_t found = 0;
  for (const RequestRecord& request : world.standin.requests()) found += wanted(request);
  return found;
}

void set_filter(World& world, const std::string& repository, bool filter) {
  Quirks quirks;
  quirks.filter = filter;
  world.standin.set_quirks(repository, quirks);
}

}  // namespace

TEST_CASE("a source without protocol version 2 ends with 7 and says so") {
  World world;
  world.grow(2, 2);
  Quirks old;
  old.protocol_v2 = false;
  world.standin.set_quirks(source_name, old);

  run_untouched(world,
                error_ending(7, {"source o9nn/occ does not speak git's protocol version 2"}));
}

TEST_CASE("a target that reads only in the old protocol can still be pushed to and listed") {
  World world;
  world.grow(2, 2);
  Quirks old;
  old.protocol_v2 = false;
  world.standin.set_quirks(target_name, old);

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("a target that reads only in the old protocol, and has own commits, is in conflict") {
  World world;
  world.grow(2, 2);
  world.target.commit("main", {{"own.txt", "theirs\n"}}, "Theirs");
  Quirks old;
  old.protocol_v2 = false;
  world.standin.set_quirks(target_name, old);
  SECTION("whose size is not known") {
    const Outcome outcome = run_untouched(world, {"conflict", 4, {"protocol version 2"}});
    CHECK_THAT(outcome.log, ContainsSubstring("how many is not known"));
    CHECK(outcome.output("ahead").empty());
    CHECK(outcome.output("behind").empty());
    CHECK(outcome.report_json.get("history").get("relation").text() == "unsettled");
  }
  SECTION("and can be overwritten, which keeps what was there") {
    world.inputs["force_sync"] = "true";
    const Outcome outcome = world.run();
    check_ending(outcome, {"forced", 0, {}});
    CHECK(world.target_tip() == world.source_tip());
    CHECK_FALSE(outcome.output("backup_ref").empty());
  }
}

TEST_CASE("a SHA-256 repository ends with 7, and the words say which side and what to do") {
  World world;
  world.grow(1, 1);
  const std::string name = "o9nn/modern";
  world.standin.add_repository(name, "sha256");
  GitRepo modern(world.standin.repository_path(name), "sha256");
  SECTION("as the source") {
    modern.commit("main", {{"a.txt", "a\n"}}, "By SHA-256");
    world.standin.grant(source_token, name, Access::read);
    world.inputs["source_repo"] = name;
    world.inputs["require_build"] = "false";
    run_untouched(world, error_ending(7, {"source o9nn/modern", "SHA-256 repositories are not"}));
  }
  SECTION("as the target") {
    world.standin.grant(target_token, name, Access::write);
    world.inputs["target_repo"] = name;
    run_untouched(world, error_ending(7, {"target o9nn/modern", "SHA-256 repositories are not"}));
    CHECK(modern.refs().empty());
  }
}

TEST_CASE("a source without filters is read unfiltered, and the sync goes on") {
  World world;
  world.grow(3, 4);
  set_filter(world, source_name, false);
  SECTION("fast-forward") {
    const Outcome outcome = world.run();
    check_ending(outcome, {"synced", 0, {"does not offer the filter"}});
    CHECK(outcome.output("ahead") == "4");
    CHECK(world.target_tip() == world.source_tip());
  }
  SECTION("first sync") {
    world.inputs["target_branch"] = "mirror";
    check_ending(world.run(), {"synced", 0, {}});
    CHECK(world.target_tip("mirror") == world.source_tip());
  }
  SECTION("diverged") {
    world.target.commit("main", {{"own.txt", "theirs\n"}}, "Theirs");
    const Outcome outcome = run_untouched(world, {"conflict", 4, {"does not offer the filter"}});
    CHECK(outcome.output("ahead") == "4");
    CHECK(outcome.output("behind") == "1");
  }
}

TEST_CASE("neither side with filters: a divergence near the tips is still counted exactly") {
  World world;
  world.grow(3, 2);
  world.target.commit("main", {{"own.txt", "theirs\n"}}, "Theirs");
  set_filter(world, source_name, false);
  set_filter(world, target_name, false);

  const Outcome outcome = run_untouched(world, {"conflict", 4, {}});
  CHECK(outcome.output("ahead") == "2");
  CHECK(outcome.output("behind") == "1");
}

TEST_CASE("a divergence deeper than an unfiltered history may cost is a conflict without counts") {
  World world;
  world.grow(70, 70);
  for (int i = 0; i < 70; ++i) {
    world.target.commit("main", {{"own.txt", std::to_string(i)}}, "Own " + std::to_string(i));
  }
  set_filter(world, source_name, false);
  set_filter(world, target_name, false);

  const Outcome outcome = run_untouched(world, {"conflict", 4, {"commits deep"}});
  CHECK(outcome.output("ahead").empty());
  CHECK(outcome.output("behind").empty());
  CHECK(outcome.report_json.get("history").get("relation").text() == "unsettled");
}

TEST_CASE("a rollback deeper than an unfiltered history may cost knows what it goes back behind") {
  World world;
  world.grow(80, 0);
  set_filter(world, target_name, false);
  const std::string goal = world.source.rev_parse("main~70");
  world.inputs["rollback_to"] = goal;

  const Outcome outcome = world.run();

  check_ending(outcome, {"rolled_back", 0, {}});
  CHECK(world.target_tip() == goal);
  CHECK(outcome.report_json.get("history").get("relation").text() == "target_ahead");
}

TEST_CASE("a renamed source is followed, and the run says what the name is now") {
  for (const int status : {301, 307}) {
    DYNAMIC_SECTION(status) {
      World world;
      world.grow(2, 2);
      world.inputs["require_build"] = "false";
      world.standin.rename(source_name, "o9nn/moved", status);

      const Outcome outcome = world.run();

      check_ending(outcome, {"synced", 0, {"has moved to", "o9nn/moved", "update the name"}});
      CHECK_THAT(outcome.report, ContainsSubstring("o9nn/moved"));
      CHECK(world.target_tip() == world.source_tip());
    }
  }
}

TEST_CASE(
    "a source that redirects to another host is not followed, and gets no credentials there") {
  World world;
  world.grow(2, 2);
  const TempDir elsewhere;
  GithubStandin other(elsewhere.path());
  RequestMatch all;
  all.repository = source_name;
  all.service = "git-upload-pack";
  all.count = 0;
  Fault fault = answer(all, 302);
  fault.redirect_to = other.url();
  world.standin.add_fault(fault);

  run_untouched(world,
                error_ending(7, {"source o9nn/occ redirects to another place", other.url()}));
  CHECK(other.totals().requests == 0);
}

TEST_CASE("a listing answered with 500 or 429 is asked for again") {
  World world;
  world.grow(2, 2);
  SECTION("the source's") {
    world.standin.add_fault(answer(at(source_name, "ls-refs"), 500));
  }
  SECTION("the target's") {
    world.standin.add_fault(answer(at(target_name, "listing"), 429, {{"Retry-After", "1"}}));
  }
  SECTION("both") {
    world.standin.add_fault(answer(at(source_name, "ls-refs"), 429, {{"Retry-After", "1"}}));
    world.standin.add_fault(answer(at(target_name, "listing"), 502));
  }

  check_ending(world.run(), {"synced", 0, {"try 2 of 4"}});
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("a source that is down is asked four times, not more, and the run ends with 7") {
  World world;
  world.grow(1, 1);
  RequestMatch all;
  all.repository = source_name;
  all.service = "git-upload-pack";
  all.count = 0;
  world.standin.add_fault(answer(all, 503));

  run_untouched(world, error_ending(7, {"The source o9nn/occ answered with an error (HTTP 503)"}));
  CHECK(count(world, [](const RequestRecord& request) {
          return request.service == "git-upload-pack";
        }) == 4);
}

TEST_CASE("a question about history that is answered with 500 once is asked again") {
  World world;
  world.grow(2, 2);
  world.standin.add_fault(answer(at(source_name, "fetch"), 500));

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("a web page in place of a git server is called by its name") {
  World world;
  world.grow(1, 1);
  RequestMatch all;
  all.service = "git-upload-pack";
  all.count = 0;
  Fault fault = answer(all, 200);
  fault.body = "<!DOCTYPE html><title>Please log in</title>";
  world.standin.add_fault(fault);

  run_untouched(world, error_ending(7, {"source o9nn/occ", "text/html", "not a git server"}));
}

TEST_CASE("a public source is read without a token") {
  World world;
  world.grow(2, 2);
  world.standin.make_public(source_name);
  world.inputs["source_token"] = "";

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(count(world, [](const RequestRecord& request) {
          return request.repository == source_name && request.authorization;
        }) == 0);
}

TEST_CASE("credentials go out at once, to a public source too, with every request") {
  World world;
  world.grow(2, 2);
  world.standin.make_public(source_name);

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(count(world, [](const RequestRecord& request) { return !request.authorization_valid; }) ==
        0);
  CHECK(count(world, [](const RequestRecord& request) { return request.status == 401; }) == 0);
}

TEST_CASE("a source given as the URL of another host is synced with the gate off") {
  World world;
  world.grow(2, 2);
  const TempDir elsewhere;
  GithubStandin other(elsewhere.path());
  other.add_repository("team/lib");
  other.grant(source_token, "team/lib", Access::read);
  world.source.push_to(other.repository_path("team/lib").string(), {"main"});
  world.inputs["source_repo"] = other.clone_url("team/lib");
  SECTION("with require_build it is refused, and told what to set") {
    run_untouched(world, error_ending(2, {"require_build: false"}));
    CHECK(other.totals().requests == 0);
  }
  SECTION("without, the tip is carried") {
    world.inputs["require_build"] = "false";
    check_ending(world.run(), {"synced", 0, {}});
    CHECK(world.target_tip() == world.source_tip());
  }
}
