#pragma once
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/redactor.h"
#include "service/runner.h"

namespace auto_sync {

/// Where we run, as the runner's variables say; every path may be empty.
struct RunnerPlaces {
  std::string output_file;   ///< GITHUB_OUTPUT
  std::string summary_file;  ///< GITHUB_STEP_SUMMARY
  std::string workspace;     ///< GITHUB_WORKSPACE
  std::string working_directory;
  std::string report_dir;  ///< the input: relative to the workspace, else the working directory
  bool is_github = false;  ///< a runner (or act) reads our log: GITHUB_ACTIONS is true
};

/// The runner through its files and its log's commands (GitHub Docs, "Workflow commands";
/// actions/runner FileCommandManager.cs). Everything written is redacted and valid UTF-8, and
/// neither report nor summary holds what the runner would take for a command if a step printed it.
class RunnerFiles : public Runner {
 public:
  RunnerFiles(RunnerPlaces places, Redactor redactor);

  /// Throws Error(usage) when the file cannot be written.
  void set_output(std::string_view name, std::string_view value) override;
  /// Cuts what would make the summary longer than the runner takes, with a pointer to the report.
  /// Throws Error(usage) when the file cannot be written.
  void append_summary(std::string_view markdown) override;
  /// A workflow command on a runner, else a line of the log. Of each level the runner shows ten;
  /// more are plain lines.
  void annotate(AnnotationLevel level, std::string_view title, std::string_view text) override;
  /// Never overwrites: a file of that name makes it `NAME-2.md`, and the same number is tried for
  /// other files of that name, so that a report's two files stay together.
  std::string write_report(std::string_view file_name, std::string_view content) override;
  void check_report_dir() override;

 private:
  std::string clean(std::string_view text, bool keep_newlines) const;
  std::filesystem::path base_directory() const;
  std::filesystem::path report_directory() const;
  std::string as_later_steps_know_it(const std::filesystem::path& path) const;

  RunnerPlaces places_;
  Redactor redactor_;
  std::map<AnnotationLevel, std::size_t> annotations_;
  std::map<std::string, int> numbers_;  ///< by file name without extension
  std::string last_report_;             ///< the Markdown report's path, for pointers
};

/// Hands every form of every secret to the runner's masks, before anything else is logged.
void mask_secrets(const Redactor& redactor);

}  // namespace auto_sync
