// Pushes that the target's server refuses, in the words of GitHub and git.
#include <sstream>

#include "contract/endings.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

struct HostRefusal {
  std::string name;
  std::string words;  ///< on band 2
  std::string ng_reason;
  std::vector<std::string> quoted;
};

std::vector<HostRefusal> host_refusals() {
  return {
      {"GH006, a protected branch",
       "error: GH006: Protected branch update failed for refs/heads/main.\n"
       "error: At least 1 approving review is required by reviewers with write access.",
       "protected branch hook declined",
       {"GH006: Protected branch update failed for refs/heads/main.",
        "At least 1 approving review is required", "protected branch hook declined"}},
      {"GH013, a repository rule",
       "error: GH013: Repository rule violations found for refs/heads/main.\n"
       "- Changes must be made through a pull request.\n- 2 of 2 required status checks are "
       "expected.",
       "push declined due to repository rule violations",
       {"GH013: Repository rule violations found for refs/heads/main.",
        "- Changes must be made through a pull request.", "2 of 2 required status checks"}},
      {"GH013, push protection",
       "error: GH013: Repository rule violations found for refs/heads/main.\n"
       "- GITHUB PUSH PROTECTION\n  - Push cannot contain secrets\n"
       "  https://github.com/cogpy/occ/security/secret-scanning/unblock-secret/2abc",
       "push declined due to repository rule violations",
       {"GITHUB PUSH PROTECTION", "unblock-secret/2abc"}},
      {"GH001, a large file",
       "error: GH001: Large files detected. You may want to try Git Large File Storage.\n"
       "error: File big.bin is 120.00 MB; this exceeds GitHub's file size limit of 100.00 MB",
       "pre-receive hook declined",
       {"GH001: Large files detected.", "File big.bin is 120.00 MB"}},
      {"a token without the workflow scope",
       "",
       "refusing to allow a Personal Access Token to create or update workflow "
       "`.github/workflows/ci.yml` without `workflow` scope",
       {"without `workflow` scope", ".github/workflows/ci.yml"}},
      {"the cause on band 2 alone",
       "fatal: the disk quota of this repository is exceeded",
       "exit status 128",
       {"the disk quota of this repository is exceeded", "exit status 128"}},
      {"only git's own words", "", "", {"hook declined"}},
      {"hostile words",
       "::error::pwned\n##[add-mask]x\n<script>alert(1)</script>\n\033[2J",
       "::set-output name=a::b",
       {"pwned"}},
  };
}

void refuse(World& world, const std::string& pattern, const HostRefusal& how) {
  world.standin.refuse_pushes(target_name, {pattern, how.words, how.ng_reason});
}

const HostRefusal protected_ref = {
    "", "error: GH013: Rule violations found.", "declined by a rule", {}};

/// Nothing that a server said can be a workflow command or steer a terminal. Inside an annotation
/// of our own, escaped as its data, nothing is looked for.
void check_tame(const std::string& log) {
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    CHECK(!line.starts_with("::error::"));
    CHECK(line.find('\033') == std::string::npos);
    if (!line.starts_with("::error title=")) {
      CHECK(line.find("##[add-mask]") == std::string::npos);
    }
  }
}

std::string verdict(const Outcome& outcome, const std::string& ref) {
  for (const Json& entry : outcome.report_json.get("refs").elements()) {
    if (entry.get("name").text() == ref) return entry.get("verdict").text();
  }
  return "none";
}

}  // namespace

TEST_CASE("a refused branch ends with 5, and the server's words are quoted whole") {
  World world;
  world.grow(2, 2);
  for (const HostRefusal& refusal : host_refusals()) {
    DYNAMIC_SECTION(refusal.name) {
      refuse(world, "refs/heads/main", refusal);

      const Outcome outcome = run_untouched(world, {"rejected", 5, refusal.quoted});

      for (const std::string& words : refusal.quoted) {
        CHECK_THAT(outcome.report, ContainsSubstring(words));
        CHECK_THAT(outcome.summary, ContainsSubstring(words));
      }
      check_tame(outcome.log);
      require_sound(world);
    }
  }
}

TEST_CASE("one refused tag neither holds back nor hides the other refs") {
  World world;
  world.grow(2, 2);
  for (const char* tag : {"v1", "v2", "v3"}) world.source.tag(tag, "main~1");
  refuse(world, "refs/tags/v2", protected_ref);

  const Outcome outcome = world.run();

  check_ending(outcome, {"rejected", 5, {"GH013: Rule violations found.", "declined by a rule"}});
  CHECK(world.target_tip() == world.source_tip());
  CHECK(outcome.output("target_sha") == world.source_tip());
  CHECK(outcome.output("tags_synced") == "2");
  CHECK(world.target.rev_parse("refs/tags/v2").empty());
  CHECK(world.target.rev_parse("refs/tags/v1") == world.source.rev_parse("v1"));
  CHECK(verdict(outcome, "refs/tags/v2") == "rejected");
  CHECK(verdict(outcome, "refs/heads/main") == "fast_forwarded");
  CHECK_THAT(outcome.summary, ContainsSubstring("refused 1 ref of 4"));
}

TEST_CASE("a refused branch does not keep its tags back, and all is told") {
  World world;
  world.grow(2, 2);
  world.source.tag("v1", "main~1");
  refuse(world, "refs/heads/main", protected_ref);
  const std::string before = world.target_tip();

  const Outcome outcome = world.run();

  check_ending(outcome, {"rejected", 5, {"declined by a rule"}});
  CHECK(world.target_tip() == before);
  CHECK(outcome.output("target_sha") == before);
  CHECK(world.target.rev_parse("refs/tags/v1") == world.source.rev_parse("v1"));
}

TEST_CASE("with atomic one refused ref keeps everything back, and the culprit is named") {
  World world;
  world.grow(2, 2);
  for (const char* tag : {"v1", "v2"}) world.source.tag(tag, "main~1");
  world.standin.refuse_pushes(target_name, {"refs/tags/v2", protected_ref.words, ""});
  world.inputs["atomic"] = "true";

  const Outcome outcome =
      run_untouched(world, {"rejected", 5, {"GH013: Rule violations found.", "hook declined"}});
  CHECK(verdict(outcome, "refs/tags/v2") == "rejected");
  CHECK(verdict(outcome, "refs/heads/main") == "rejected");
  CHECK(outcome.output("tags_synced") == "0");
}

TEST_CASE("a pre-receive hook refuses every ref at once, and its words come once") {
  World world;
  world.grow(2, 2);
  world.source.tag("v1", "main");
  world.standin.install_hook(target_name, "pre-receive",
                             "echo 'error: GH009: Maintenance until 12:00' >&2; exit 1");

  const Outcome outcome = run_untouched(
      world, {"rejected", 5, {"Maintenance until 12:00", "pre-receive hook declined"}});
  CHECK_THAT(outcome.summary, ContainsSubstring("refused 2 refs of 2"));
}

TEST_CASE("a warning on band 2 is no refusal, and is kept for the report") {
  World world;
  world.grow(2, 2);
  world.standin.install_hook(
      target_name, "post-receive",
      "echo 'warning: GH001: Large files detected. big.bin is 60.00 MB' >&2");

  const Outcome outcome = world.run();

  check_ending(outcome, {"synced", 0, {}});
  CHECK_THAT(outcome.report, ContainsSubstring("big.bin is 60.00 MB"));
  CHECK(world.target_tip() == world.source_tip());
}
