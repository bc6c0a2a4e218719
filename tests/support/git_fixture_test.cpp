#include "support/git_fixture.h"

#include <csignal>

#include "support/catch.h"

using namespace auto_sync::testing;

TEST_CASE("the same calls make the same commits") {
  TempDir temp;
  GitRepo a(temp / "a.git");
  GitRepo b(temp / "b.git");
  for (GitRepo* repo : {&a, &b}) {
    repo->commit("main", {{"file", "1"}}, "One");
    repo->commit("topic", {{"other", "2"}}, "Two", {"Zoë", "zoe@example.com"}, "main");
    repo->commit("main", {{"file", "3"}}, "Three");
    repo->merge("main", "topic", "Merge topic");
    repo->tag("light", "main");
    repo->annotated_tag("v1", "main", "Version 1");
    repo->bulk_commits("main", 3, 100);
  }
  CHECK(a.refs() == b.refs());
  CHECK(a.log_count("main") == 7);
  CHECK(a.rev_parse("v1^{commit}") == a.rev_parse("light"));
  CHECK(a.rev_parse("v1") != a.rev_parse("light"));
  CHECK(a.run({"log", "-1", "--format=%an", "topic"}) == "Zoë");
  CHECK(a.fsck().empty());
}

TEST_CASE("what git cannot do is an error with its words") {
  TempDir temp;
  GitRepo repo(temp / "a.git");
  CHECK(repo.rev_parse("nowhere").empty());
  CHECK_THROWS_AS(repo.run({"log", "nowhere"}), std::runtime_error);
}

TEST_CASE("a process gets exactly the environment and the input given") {
  const auto result = run_process({"sh", "-c", "env | sort; cat; echo wrong >&2; exit 3"},
                                  {{"ONLY", "this"}, {"PWD", "/"}}, "input");
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.out, ContainsSubstring("ONLY=this"));
  CHECK(result.out.find("HOME=") == std::string::npos);
  CHECK_THAT(result.out, EndsWith("input"));
  CHECK(result.err == "wrong\n");
  CHECK(result.max_rss_kib > 0);
}

TEST_CASE("a process that runs beside us can be ended by a signal") {
  BackgroundProcess process({"sleep", "600"}, {{"PATH", search_path()}});
  CHECK(process.running());
  process.send_signal(SIGTERM);
  CHECK(process.wait().exit_code == 128 + SIGTERM);
  CHECK_FALSE(process.running());
}
