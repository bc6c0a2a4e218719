#pragma once
#include <string>
#include <string_view>

#include "domain/annotation.h"

namespace auto_sync {

/// The place we run in: GitHub's runner, act, or a shell.
class Runner {
 public:
  virtual ~Runner() = default;
  /// Appends `name=value` to GITHUB_OUTPUT (nothing when there is none).
  virtual void set_output(std::string_view name, std::string_view value) = 0;
  /// Appends Markdown to GITHUB_STEP_SUMMARY (nothing when there is none).
  virtual void append_summary(std::string_view markdown) = 0;
  virtual void annotate(AnnotationLevel level, std::string_view title, std::string_view text) = 0;
  /// Writes a file of the report directory, whole or not at all; returns its path as later steps
  /// know it (relative to the workspace where it is inside). Throws Error(usage) when it cannot
  /// be written.
  virtual std::string write_report(std::string_view file_name, std::string_view content) = 0;
  /// Throws Error(usage) when the report directory cannot be written to. Asked before anything is
  /// sent, so that a wrong `report_dir` leaves the target untouched.
  virtual void check_report_dir() {}
};

}  // namespace auto_sync
