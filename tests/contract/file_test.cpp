// The files that a run is told to read and to write, as somebody who may put files into the
// workspace would lay them out.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "contract/endings.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

namespace fs = std::filesystem;

/// A place that a run leaves alone: the workspace itself is made anew for each.
fs::path beside(const World& world, const std::string& name) {
  return world.workspace().parent_path() / name;
}

void make_fifo(const fs::path& path) {
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
}

}  // namespace

TEST_CASE("a configuration that is no regular file ends with 2, and nobody waits for it") {
  World world;
  world.grow(1, 1);
  const fs::path odd = beside(world, "odd");
  world.inputs["config"] = odd.string();
  std::string kind;
  SECTION("a FIFO") {
    make_fifo(odd);
    kind = "is a FIFO (a named pipe), not a regular file";
  }
  SECTION("a directory") {
    fs::create_directory(odd);
    kind = "is a directory, not a regular file";
  }
  SECTION("a device") {
    fs::create_symlink("/dev/zero", odd);
    kind = "is a device, not a regular file";
  }
  run_untouched(world, error_ending(2, {"The configuration file cannot be used: " + odd.string(),
                                        kind, "Check the input config"}));
  CHECK(world.standin.totals().requests == 0);
}

TEST_CASE("a configuration without an end ends with 2") {
  World world;
  world.grow(1, 1);
  world.inputs["config"] = beside(world, "large.yml").string();
  std::ofstream(beside(world, "large.yml")) << std::string(3U << 20, '#');
  run_untouched(world, error_ending(2, {"expected at most 1 MiB"}));
}

TEST_CASE("a payload or a file of certificates that is a FIFO ends with 2, and nobody waits") {
  World world;
  world.grow(1, 1);
  const fs::path fifo = beside(world, "fifo");
  make_fifo(fifo);
  SECTION("the payload") {
    world.environment["GITHUB_EVENT_PATH"] = fifo.string();
    run_untouched(world, error_ending(2, {"The event's payload cannot be used: " + fifo.string(),
                                          "is a FIFO", "GITHUB_EVENT_PATH"}));
  }
  SECTION("the certificates") {
    world.environment["SSL_CERT_FILE"] = fifo.string();
    run_untouched(world, error_ending(2, {"The certificates cannot be used: " + fifo.string(),
                                          "is a FIFO", "SSL_CERT_FILE"}));
  }
  CHECK(world.standin.totals().requests == 0);
}

TEST_CASE("a configuration file cannot send the tokens to another server") {
  World world;
  world.grow(1, 1);
  GithubStandin other(beside(world, "other"));
  const std::string config = beside(world, "auto-sync.yml").string();
  world.inputs["config"] = config;
  const std::vector<std::pair<std::string, std::string>> lines = {
      {"server_url", other.url()},
      {"api_url", other.api_url()},
      {"source_repo", other.url() + "/" + source_name},
      {"target_repo", other.url() + "/" + target_name}};
  for (const auto& [input, value] : lines) {
    DYNAMIC_SECTION(input) {
      std::ofstream(config) << "dry_run: false\n" << input << ": " << value << "\n";
      if (input == "target_repo") world.inputs["target_repo"] = "";
      run_untouched(world, error_ending(2, {config + ":2:", "(" + input + ")",
                                            "which server tokens are sent to", "under `with:`"}));
      CHECK(other.totals().requests == 0);
      CHECK(world.standin.totals().requests == 0);
    }
  }
}

TEST_CASE("a configuration file cannot switch off the build check or overwrite a branch") {
  World world;
  world.grow(2, 1);
  world.build(world.source_tip(), "failure");
  world.inputs["config"] = beside(world, "auto-sync.yml").string();
  for (const std::string line : {"require_build: false", "force_sync: true", "direction: reverse",
                                 "sync_commit: tip", "rollback_to: previous", "backup: false"}) {
    DYNAMIC_SECTION(line) {
      std::ofstream(beside(world, "auto-sync.yml")) << line << "\n";
      run_untouched(world, error_ending(2, {"auto-sync.yml:1:", "under `with:`"}));
    }
  }
}

TEST_CASE(
    "a report_dir that a link leads out of the workspace ends with 2, nothing written there") {
  World world;
  world.grow(1, 1);
  const fs::path workspace = beside(world, "checkout");
  const fs::path outside = beside(world, "outside");
  fs::create_directories(workspace / "deep");
  fs::create_directory(outside);
  world.environment["GITHUB_WORKSPACE"] = workspace.string();
  SECTION("the folder itself") {
    fs::create_symlink(outside, workspace / "auto-sync-report");
  }
  SECTION("a folder above it, by a relative link") {
    fs::create_symlink("../../outside", workspace / "deep/link");
    world.inputs["report_dir"] = "deep/link/reports";
  }
  SECTION("the workspace's folder, named in full") {
    fs::create_symlink(outside, workspace / "link");
    world.inputs["report_dir"] = (workspace / "link").string();
  }

  const Outcome outcome = world.run();

  CHECK(outcome.exit_code == 2);
  CHECK(outcome.status() == "error");
  CHECK_THAT(outcome.log, ContainsSubstring("report_dir cannot be used.") &&
                              ContainsSubstring("a symbolic link on the way leads out of the "
                                                "workspace"));
  CHECK(fs::is_empty(outside));
  CHECK(world.standin.totals().requests == 0);
}

TEST_CASE("a configuration that a link leads out of the workspace is not read") {
  World world;
  world.grow(1, 1);
  const fs::path workspace = beside(world, "checkout");
  fs::create_directory(workspace);
  std::ofstream(beside(world, "private.yml")) << "password-of-somebody: x\n";
  fs::create_symlink("../private.yml", workspace / "auto-sync.yml");
  world.environment["GITHUB_WORKSPACE"] = workspace.string();
  world.inputs["config"] = "auto-sync.yml";

  const Outcome outcome = world.run();

  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.log, ContainsSubstring("through a symbolic link"));
  CHECK(outcome.everything().find("password-of") == std::string::npos);
}
