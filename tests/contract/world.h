#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/git_fixture.h"
#include "support/process.h"
#include "support/standin/github_standin.h"

namespace auto_sync::testing {

inline const std::string source_token = "ghp_standinSOURCE0123456789";
inline const std::string target_token = "ghp_standinTARGET0123456789";
inline const std::string source_name = "o9nn/occ";
inline const std::string target_name = "cogpy/occ";
inline constexpr std::uint64_t build_workflow_id = 4711;

/// The binary under test: the one built with the tests, or the one that AUTO_SYNC_PROGRAM names.
std::string tested_program();
/// Whether that one is built with sanitizers, which take memory of their own.
bool program_is_sanitized();

/// What a run of the action left behind.
struct Outcome {
  int exit_code = -1;
  std::string log;                             ///< standard output and error
  std::map<std::string, std::string> outputs;  ///< GITHUB_OUTPUT, read as the runner reads it
  std::string summary;                         ///< GITHUB_STEP_SUMMARY
  std::string report;                          ///< the Markdown report
  std::string report_json_text;
  Json report_json;
  std::vector<std::string> report_files;
  std::uint64_t max_rss_kib = 0;

  std::string status() const { return output("status"); }
  std::string output(const std::string& name) const;
  /// Everything a person or a later step could read, for searches.
  std::string everything() const {
    return log + summary + report + report_json_text + all_outputs();
  }
  std::string all_outputs() const;
};

/// A source and a target on a stand-in, a green build of the source's tip, and the action's
/// environment as the runner would make it. Change what a test is about, then run().
class World {
  TempDir temp_;  // first, so that it outlives what is in it

 public:
  World();

  GithubStandin standin;
  GitRepo source;
  GitRepo target;

  /// Both sides get `base` commits in common, the source `ahead` more; a green build of its tip is
  /// recorded and is what triggers the run.
  void grow(std::size_t base, std::size_t ahead);
  /// Records a run of the build of `sha` and makes it the one that triggers us.
  std::uint64_t build(const std::string& sha, const std::string& conclusion = "success");
  std::uint64_t build(RunSpec run);

  /// The event that starts the action: workflow_run (the default, of the last build), or another
  /// with a small payload of its own.
  void triggered_by(const std::string& event) { event_ = event; }
  /// The payload's text instead of the one made from the last build.
  void payload(const std::string& text) { payload_ = text; }
  void no_payload() { payload_file_ = false; }

  /// INPUT_*: `target_repo` and the like; an empty value takes it away.
  std::map<std::string, std::string> inputs;
  /// Variables over and beside the runner's own; an empty value takes one away.
  std::map<std::string, std::string> environment;
  /// What stands before the binary on its command line: a program that runs it.
  std::vector<std::string> before_program;

  /// Runs the action. However it ends, no eight bytes in a row of a token, plain or in base64, may
  /// be in anything it wrote but the lines that hand the tokens to the runner.
  Outcome run(const std::vector<std::string>& flags = {});
  /// Starts the run and leaves it running; finish() with what it left.
  std::unique_ptr<BackgroundProcess> start(const std::vector<std::string>& flags = {});
  Outcome finish(BackgroundProcess& process);

  std::string source_tip(const std::string& branch = "main") { return source.rev_parse(branch); }
  std::string target_tip(const std::string& branch = "main") { return target.rev_parse(branch); }
  std::filesystem::path workspace() const { return temp_ / "workspace"; }

 private:
  Environment process_environment();
  std::string payload_text() const;
  Outcome collect(const ProcessResult& process);

  RunSpec last_build_;
  std::string event_ = "workflow_run";
  std::optional<std::string> payload_;
  bool payload_file_ = true;
};

/// Whether both repositories are sound: `git fsck` has nothing to say.
void require_sound(World& world);

}  // namespace auto_sync::testing
