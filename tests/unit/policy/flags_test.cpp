#include <string>
#include <vector>

#include "policy/parse_settings.h"
#include "policy/usage_text.h"
#include "support/catch.h"
#include "unit/policy/settings_sources.h"

namespace auto_sync {
namespace {

TEST_CASE("a flag's value follows an equals sign or stands in the next argument") {
  const Settings settings =
      parse_settings(with_flags({"--target-repo=a/b", "--sync-branch", "dev", "--report-dir=x=y"}))
          .settings;
  CHECK(settings.target.full_name == "a/b");
  CHECK(settings.sync_branch == "dev");
  CHECK(settings.report_dir == "x=y");
}

TEST_CASE("a flag may be written with the input's own underscores") {
  CHECK(parse_settings(with_flags({"--sync_branch=dev"})).settings.sync_branch == "dev");
}

TEST_CASE("a boolean's flag needs no value, and takes one") {
  CHECK(parse_settings(with_flags({"--dry-run"})).settings.dry_run);
  CHECK(parse_settings(with_flags({"--dry-run=true"})).settings.dry_run);
  CHECK_FALSE(parse_settings(with_flags({"--require-build=false"})).settings.require_build);
  const Settings settings =
      parse_settings(with_flags({"--require-build", "False", "--atomic"})).settings;
  CHECK_FALSE(settings.require_build);
  CHECK(settings.atomic);
}

TEST_CASE("a list's flag may be repeated, another may not") {
  const std::vector<std::string> flags = {"--build-workflow=a.yml,b.yml", "--build-workflow",
                                          "c.yml"};
  CHECK(parse_settings(with_flags(flags)).settings.build_workflows ==
        std::vector<std::string>{"a.yml", "b.yml", "c.yml"});
  CHECK(problems_of(with_flags({"--sync-branch=a", "--sync-branch=b"})) ==
        "flag --sync-branch: it is given twice.\n");
}

TEST_CASE("a flag without its value is told") {
  CHECK(problems_of(with_flags({"--target-repo"})) ==
        "flag --target-repo: its value is missing. Write `--target-repo=REPOSITORY`.\n");
  CHECK_THAT(problems_of(with_flags({"--target-repo", "--dry-run"})),
             StartsWith("flag --target-repo: its value is missing."));
}

TEST_CASE("an unknown flag is a problem that names the nearest") {
  CHECK_THAT(problems_of(with_flags({"--frce-sync"})),
             ContainsSubstring("flag \"--frce-sync\": there is no such input. Did you mean "
                               "`--force-sync`?"));
  CHECK_THAT(problems_of(with_flags({"--colour=red"})), ContainsSubstring("The nearest is `--"));
}

TEST_CASE("an argument that is no flag is told") {
  for (const char* argument : {"cogpy/occ", "-n", "--", "", "-"}) {
    INFO(argument);
    CHECK_THAT(problems_of(with_flags({argument})), ContainsSubstring("is no flag"));
  }
}

TEST_CASE("a token is never taken from the command line, nor repeated") {
  const std::string token = "ghp_standinWRONG0123456789";
  for (const std::vector<std::string>& flags : {std::vector<std::string>{"--target-token=" + token},
                                                {"--target-token", token},
                                                {"--source_token", "plainSECRETvalue"},
                                                {"--target-tokn=" + token},
                                                {"--target-tokn", "plainSECRETvalue"},
                                                {token},
                                                {"--" + token}}) {
    const std::string said = problems_of(with_flags(flags));
    INFO(said);
    CHECK_FALSE(said.empty());
    CHECK(said.find("WRONG") == std::string::npos);
    CHECK(said.find("SECRET") == std::string::npos);
  }
  CHECK_THAT(problems_of(with_flags({"--target-token", token})),
             ContainsSubstring("INPUT_TARGET_TOKEN"));
}

TEST_CASE("a megabyte of flags is survived") {
  const std::string megabyte(std::size_t{1} << 20, 'x');
  CHECK(problems_of(with_flags({"--" + megabyte})).size() < 500);
  CHECK(problems_of(with_flags({megabyte})).size() < 500);
  CHECK_FALSE(parse_settings(with_flags(std::vector<std::string>(1000, "--nothing=1"))).ok());
}

TEST_CASE("--help and --version are answered wherever they stand") {
  CHECK(asked_text({"--dry-run", "--help"}) == usage_text());
  CHECK(asked_text({"-h"}) == usage_text());
  CHECK(asked_text({"--version"}) == version_text());
  CHECK_FALSE(asked_text({"--dry-run"}).has_value());
}

}  // namespace
}  // namespace auto_sync
