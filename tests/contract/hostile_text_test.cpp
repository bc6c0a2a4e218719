// Whatever a commit, a tag or a branch is called, no text of it becomes a command or markup.
#include "contract/world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

/// A line that the runner would take for a command: `::name` after any white space, or `##[`.
bool holds_command(const std::string& log, const std::string& name) {
  return log.find("\n::" + name + "::") != std::string::npos ||
         log.find("##[" + name) != std::string::npos;
}

}  // namespace

TEST_CASE("hostile subjects and authors reach log, report and summary as inert text") {
  World world;
  world.grow(2, 0);
  const std::string subjects[] = {
      "::error::owned by a commit",
      "##[add-mask]o9nn",
      "first line\r::add-mask::occ",
      "invalid \xff\xfe bytes \xc0\xaf",
      "<img src=x onerror=alert(1)> [link](http://evil.example) @octocat | cell",
  };
  for (const std::string& subject : subjects) {
    world.source.commit("main", {{"file.txt", subject}}, subject,
                        {"::warning::A | ](http://evil.example)"});
  }
  world.build(world.source_tip());

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK(outcome.output("commits_synced") == "5");
  CHECK_FALSE(holds_command(outcome.log, "error"));
  CHECK_FALSE(holds_command(outcome.log, "warning"));
  CHECK(outcome.log.find("##[add-mask]") == std::string::npos);
  for (const std::string& text : {outcome.report, outcome.summary}) {
    CHECK(text.find("<img") == std::string::npos);
    CHECK(text.find("\xff") == std::string::npos);
    CHECK(text.find("[link](http") == std::string::npos);
    CHECK(text.find(" @octocat") == std::string::npos);
  }
}

TEST_CASE("hostile names of tags and branches travel unharmed and are told harmlessly") {
  World world;
  world.grow(2, 1);
  const std::string branch = "main-<b>-##x|`y`";  // git refuses : and [
  world.source.branch(branch, "main");
  world.source.run({"tag", "v1%0A##x<i>", "main"});
  world.inputs["sync_branch"] = branch;
  world.inputs["target_branch"] = branch;
  world.inputs["require_build"] = "false";

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "synced");
  CHECK_FALSE(holds_command(outcome.log, "error"));
  CHECK(outcome.summary.find("<b>") == std::string::npos);
}

TEST_CASE("hostile commits of a diverged target are listed as inert text") {
  World world;
  world.grow(2, 1);
  world.target.commit("main", {{"own.txt", "x"}}, "##[error]theirs\n\n::error::body",
                      {"`code` ::stop-commands::x"});

  const Outcome outcome = world.run();

  CHECK(outcome.status() == "conflict");
  CHECK(outcome.log.find("##[error]") == std::string::npos);
  CHECK(outcome.log.find("\n::stop-commands") == std::string::npos);
  CHECK_THAT(outcome.report, ContainsSubstring("theirs"));
}
