// What `rollback_to` asks of the other inputs.
#include "settings_sources.h"
#include "support/catch.h"

using namespace auto_sync;

TEST_CASE("a rollback reads the target alone, with the target's token, and asks no build") {
  const SettingsResult result = parse_settings(
      workflow({{"INPUT_ROLLBACK_TO", "previous"}, {"INPUT_TARGET_BRANCH", "release"}}));
  CHECK(problem_lines(result).empty());
  CHECK(result.settings.rolls_back());
  CHECK_FALSE(result.settings.gate_on());
  CHECK(result.settings.source.full_name == "cogpy/occ");
  CHECK(result.settings.source_token.reveal() == target_token);
  CHECK(result.settings.sync_branch == "release");
}

TEST_CASE("a rollback needs no source, and may be started in the target itself") {
  CHECK(problems_of(workflow({{"INPUT_ROLLBACK_TO", "previous"}, {"GITHUB_REPOSITORY", ""}}))
            .empty());
  CHECK(
      problems_of(workflow({{"INPUT_ROLLBACK_TO", "previous"}, {"GITHUB_REPOSITORY", "cogpy/occ"}}))
          .empty());
  CHECK_THAT(problems_of(workflow({{"GITHUB_REPOSITORY", "cogpy/occ"}})),
             ContainsSubstring("the same branch"));
}

TEST_CASE("a rollback has no direction") {
  for (const char* direction : {"reverse", "both"}) {
    CHECK_THAT(
        problems_of(workflow({{"INPUT_ROLLBACK_TO", "previous"}, {"INPUT_DIRECTION", direction}})),
        ContainsSubstring("Leave out `direction`"));
  }
}

TEST_CASE("rollback_to is previous, a backup's time or a full commit id") {
  for (const char* value : {"20260102T030405Z", "0123456789abcdef0123456789abcdef01234567"}) {
    CHECK(problems_of(workflow({{"INPUT_ROLLBACK_TO", value}})).empty());
  }
  for (const char* value : {"latest", "2026-01-02T03:04:05Z", "0123456", "main"}) {
    CHECK_THAT(problems_of(workflow({{"INPUT_ROLLBACK_TO", value}})),
               ContainsSubstring("rollback_to"));
  }
}
