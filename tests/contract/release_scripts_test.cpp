// The shell scripts that a release stands on.
#include <filesystem>
#include <fstream>

#include "support/catch.h"
#include "support/git_fixture.h"
#include "support/places.h"
#include "support/process.h"

using namespace auto_sync::testing;

namespace {

namespace fs = std::filesystem;

const fs::path scripts = fs::path(source_dir()) / ".github";

ProcessResult run_script(const fs::path& script, const std::vector<std::string>& arguments = {}) {
  std::vector<std::string> words = {"sh", script.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_process(words, {{"PATH", search_path()}});
}

/// What base_image.sh makes of such a Dockerfile.
ProcessResult base_of(const std::string& dockerfile) {
  const TempDir folder;
  fs::create_directory(folder / "base");
  fs::copy(scripts / "base_image.sh", folder / "base_image.sh");
  std::ofstream(folder / "base/Dockerfile") << dockerfile;
  return run_script(folder / "base_image.sh");
}

}  // namespace

TEST_CASE("a release's version is three numbers and nothing else") {
  for (const char* version : {"1.2.3", "0.0.1", "10.20.30"}) {
    INFO(version);
    CHECK(run_script(scripts / "check_version.sh", {version}).exit_code == 0);
  }
  for (const char* version :
       {"", "1", "1.2", "1.2.3.4", "v1.2.3", "1.2.x", ".1.2", "1..2", "1.2.", "1.2.3-rc", " 1.2.3",
        "1.2.3\n", "1.2.3\nmore", "more\n1.2.3", "1.2.3\n4.5.6", "1.2.3;id", "1.2.3 "}) {
    INFO(version);
    const ProcessResult result = run_script(scripts / "check_version.sh", {version});
    CHECK(result.exit_code == 1);
    CHECK(result.out == "::error::the version must look like 1.2.3\n");
  }
}

TEST_CASE("a release is built on a base that is named by its digest") {
  const ProcessResult result = run_script(scripts / "base_image.sh");
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, StartsWith("debian:trixie-slim@sha256:"));
  CHECK(base_of("FROM debian:trixie-slim\n").exit_code == 1);
  CHECK(base_of("FROM debian@sha256:abc\n").exit_code == 1);
  CHECK(base_of("").exit_code == 1);
  CHECK(base_of(std::string("FROM a@sha256:") + std::string(64, 'a') +
                "\nFROM b@sha256:" + std::string(64, 'b') + "\n")
            .exit_code == 1);
}
