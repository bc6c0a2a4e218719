// on_conflict: pull_request: the commits are proposed, once, and the target branch is left alone.
#include "contract/pull_world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

TEST_CASE("a conflict becomes a pull request that tells it") {
  PullWorld world;

  const Outcome outcome = world.propose();

  check_ending(outcome, {"pull_request", 0, {"::warning title=Pull request opened"}});
  REQUIRE(world.pulls().size() == 1);
  const Json pull = world.pulls().front();
  CHECK(pull.get("head").get("ref").text() == "auto-sync/main");
  CHECK(pull.get("head").get("sha").text() == world.source_tip());
  CHECK(pull.get("base").get("ref").text() == "main");
  CHECK_THAT(pull.get("title").text(), StartsWith("Sync o9nn/occ main at "));
  CHECK_THAT(pull.get("body").text(), ContainsSubstring("A fix made in the target"));
  CHECK_THAT(pull.get("body").text(), ContainsSubstring("Change number 4"));
  CHECK(world.target_tip("auto-sync/main") == world.source_tip());
  CHECK(outcome.output("pull_request_url") == pull.get("html_url").text());
  CHECK(outcome.output("commits_synced") == "0");
  CHECK(outcome.output("target_sha") == world.target_tip());
  CHECK_THAT(outcome.summary,
             ContainsSubstring("[#1](" + pull.get("html_url").text() + ") opened"));
  const Json told = outcome.report_json.get("pull_request");
  CHECK(told.get("verdict").text() == "opened");
  CHECK(told.get("number").integer() == 1);
  CHECK(outcome.report_json.get("proof").text() == "confirmed");
  require_sound(world);
}

TEST_CASE("the next run updates the one pull request, and moves its branch") {
  PullWorld world;
  world.propose();
  world.carry_on("A later change");

  const Outcome outcome = world.propose();

  check_ending(outcome, {"pull_request", 0, {"Updated pull request #1"}});
  REQUIRE(world.pulls().size() == 1);
  CHECK_THAT(world.pulls().front().get("body").text(), ContainsSubstring("A later change"));
  CHECK_THAT(world.pulls().front().get("title").text(),
             ContainsSubstring(world.source_tip().substr(0, 7)));
  CHECK(world.target_tip("auto-sync/main") == world.source_tip());
  CHECK(world.api_requests("POST") == 0);
  CHECK(world.api_requests("PATCH") == 1);
}

TEST_CASE("a run that has nothing new to propose writes nothing at all") {
  PullWorld world;
  world.propose();
  world.change_pull(0, "title", "As the maintainers call it");

  const Outcome outcome = world.propose();

  check_ending(outcome, {"pull_request", 0, {"Nothing new for pull request #1"}});
  CHECK(world.pushes() == 0);
  CHECK(world.api_requests("POST") + world.api_requests("PATCH") == 0);
  CHECK(world.pulls().front().get("title").text() == "As the maintainers call it");
  CHECK(outcome.output("pull_request_url") == world.pulls().front().get("html_url").text());
}

TEST_CASE("new commits of the target are told in the pull request, without a push") {
  PullWorld world;
  world.propose();
  world.target.commit("main", {{"own.txt", "again\n"}}, "Another fix there");

  const Outcome outcome = world.propose();

  CHECK(outcome.status() == "pull_request");
  CHECK(world.pushes() == 0);
  CHECK_THAT(world.pulls().front().get("body").text(), ContainsSubstring("Another fix there"));
}

TEST_CASE("a closed pull request is not opened again with the same commit, but with a newer one") {
  PullWorld world;
  world.propose();
  world.close_pull();

  const Outcome outcome = world.propose();

  check_ending(outcome, {"pull_request", 0, {"was closed with this very commit"}});
  CHECK(world.pulls().size() == 1);
  CHECK(world.pushes() == 0);
  CHECK(world.api_requests("POST") + world.api_requests("PATCH") == 0);
  CHECK(outcome.report_json.get("pull_request").get("verdict").text() == "declined");

  world.carry_on();
  CHECK(world.propose().status() == "pull_request");
  REQUIRE(world.pulls().size() == 2);
  CHECK(world.pulls().back().get("state").text() == "open");
}

TEST_CASE("closed, and its branch deleted: neither comes back with the same commit") {
  PullWorld world;
  world.propose();
  world.close_pull();
  world.target.run({"update-ref", "-d", "refs/heads/auto-sync/main"});

  CHECK(world.propose().status() == "pull_request");
  CHECK(world.target.rev_parse("auto-sync/main").empty());
}

TEST_CASE("a pull request with somebody else's text keeps it, while its branch moves") {
  PullWorld world;
  world.propose();
  world.change_pull(0, "body", "Rewritten by hand.");
  world.carry_on();

  CHECK(world.propose().status() == "pull_request");
  CHECK(world.pulls().front().get("body").text() == "Rewritten by hand.");
  CHECK(world.target_tip("auto-sync/main") == world.source_tip());
}

TEST_CASE("a rewritten source moves the branch by force, with a lease, and nothing else") {
  PullWorld world;
  world.propose();
  world.source.branch("main", "main~1");
  world.carry_on("Written anew");

  const Outcome outcome = world.propose();

  CHECK(outcome.status() == "pull_request");
  CHECK(world.target_tip("auto-sync/main") == world.source_tip());
  CHECK(outcome.report_json.get("refs").elements().at(1).get("verdict").text() == "forced");
  CHECK(world.pulls().size() == 1);
}

TEST_CASE("who resolves the conflict on the branch is left alone, until there is a newer commit") {
  PullWorld world;
  world.propose();
  const std::string resolved =
      world.target.commit("auto-sync/main", {{"resolved.txt", "so\n"}}, "Resolved");

  CHECK(world.propose().status() == "pull_request");
  CHECK(world.target_tip("auto-sync/main") == resolved);
  CHECK(world.pushes() == 0);

  world.carry_on();
  const Outcome outcome = world.propose();
  CHECK(world.target_tip("auto-sync/main") == world.source_tip());
  CHECK(world.target.run({"for-each-ref", "--format=%(objectname)",
                          "refs/auto-sync/backup/auto-sync/main/"}) == resolved);
  CHECK_THAT(outcome.report, ContainsSubstring("git fetch"));
}

TEST_CASE("somebody's push to the branch in between is seen, and the branch moved all the same") {
  PullWorld world;
  RequestMatch match;
  match.phase = "push";
  world.standin.on_request(match, [&] {
    world.target.commit("auto-sync/main", {{"x.txt", "x"}}, "In between", {}, "main");
  });

  const Outcome outcome = world.propose();

  CHECK(outcome.status() == "pull_request");
  CHECK(outcome.report_json.get("attempts").integer() == 2);
  CHECK(world.target_tip("auto-sync/main") == world.source_tip());
  CHECK(world.pulls().size() == 1);
}

TEST_CASE(
    "once the pull request is merged, the target is in sync and the pull request left alone") {
  PullWorld world;
  world.propose();
  world.target.merge("main", "auto-sync/main", "Merge pull request #1");

  const Outcome outcome = world.propose();

  check_ending(outcome, {"in_sync", 0, {"2 commits of its own", "nothing to do"}});
  CHECK(world.pushes() == 0);
  CHECK(world.api_requests("POST") + world.api_requests("PATCH") == 0);
}

TEST_CASE("a dry run says what would be proposed, and writes nothing") {
  PullWorld world;
  const bool open_already = GENERATE(false, true);
  if (open_already) {
    world.propose();
    world.carry_on();
  }
  world.inputs["dry_run"] = "true";

  const Outcome outcome = world.propose();

  check_ending(outcome, {"dry_run", 0, {open_already ? "would be updated" : "would be opened"}});
  CHECK(outcome.output("planned_status") == "pull_request");
  CHECK(world.pushes() == 0);
  CHECK(world.api_requests("POST") + world.api_requests("PATCH") == 0);
  CHECK(world.pulls().size() == (open_already ? 1 : 0));
}

TEST_CASE("the branch of pull requests can be named, and must not be the target branch") {
  PullWorld world;
  world.inputs["pull_request_branch"] = "from-upstream";
  CHECK(world.propose().status() == "pull_request");
  CHECK(world.target_tip("from-upstream") == world.source_tip());

  world.inputs["pull_request_branch"] = "main";
  check_ending(world.propose(), error_ending(2, {"pull_request_branch", "target branch itself"}));
}

TEST_CASE("a target by URL has no REST API, which is said before anything is sent") {
  PullWorld world;
  const TempDir elsewhere;
  GithubStandin other(elsewhere.path());
  world.inputs["target_repo"] = other.clone_url("cogpy/occ");

  check_ending(world.propose(), error_ending(2, {"on_conflict", "needs GitHub's REST API"}));
  CHECK(world.standin.totals().requests + other.totals().requests == 0);
}

TEST_CASE("unrelated histories stay a conflict: GitHub takes no pull request between them") {
  World world;
  world.grow(0, 3);
  world.target.commit("main", {{"other.txt", "other\n"}}, "Another beginning");
  world.inputs["on_conflict"] = "pull_request";

  run_untouched(world, {"conflict", 4, {"no commit in common", "takes no pull request"}});
}

TEST_CASE("commits mention nobody and close nothing through the pull request") {
  PullWorld world;
  const std::string hostile = "@octocat closes #1, fixes cogpy/occ#2, GH-3 <!-- x";
  world.target.commit("main", {{"own.txt", "2"}}, hostile, {"@octocat"});
  world.carry_on(hostile);

  CHECK(world.propose().status() == "pull_request");
  const Json pull = world.pulls().front();
  for (const char* live : {"@octocat", "#1", "occ#2", "GH-3", "<!-- x"}) {
    CHECK(pull.get("body").text().find(live) == std::string::npos);
    CHECK(pull.get("title").text().find(live) == std::string::npos);
  }
}
