#include "adapters/runner_files.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <utility>

#include "adapters/directory.h"
#include "adapters/file_writer.h"
#include "adapters/open_beneath.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/log.h"
#include "base/text.h"
#include "policy/render_annotations.h"
#include "policy/render_markdown.h"
#include "policy/render_summary.h"

namespace auto_sync {
namespace {

namespace fs = std::filesystem;

/// A line that does not occur in `value`.
std::string delimiter_for(const std::string& value) {
  std::random_device random;
  std::string delimiter;
  do {
    delimiter = "auto_sync_";
    for (int i = 0; i < 4; ++i) delimiter += fmt::format("{:08x}", random());
  } while (value.find(delimiter) != std::string::npos);
  return delimiter;
}

std::string output_entry(std::string_view name, const std::string& value) {
  const std::string key(name);
  if (value.find('\n') == std::string::npos) return key + "=" + value + "\n";
  const std::string delimiter = delimiter_for(value);
  return key + "<<" + delimiter + "\n" + value + "\n" + delimiter + "\n";
}

std::string_view command_of(AnnotationLevel level) {
  switch (level) {
    case AnnotationLevel::notice:
      return "notice";
    case AnnotationLevel::warning:
      return "warning";
    case AnnotationLevel::error:
      break;
  }
  return "error";
}

log::Level log_level_of(AnnotationLevel level) {
  switch (level) {
    case AnnotationLevel::notice:
      return log::Level::info;
    case AnnotationLevel::warning:
      return log::Level::warning;
    case AnnotationLevel::error:
      break;
  }
  return log::Level::error;
}

/// A report that a later step may print: what the runner would take for a command is broken by a
/// zero-width space; in JSON, where the value must stay, `#` is written as an escape (and no line
/// begins with `::`).
std::string without_commands(const fs::path& name, std::string text) {
  if (name.extension() == ".json") return replace_all(std::move(text), "##[", "#\\u0023[");
  return neutralize_commands(text);
}

/// `report.md`, and from the second on `report-2.md`.
std::string numbered(const fs::path& name, int number) {
  if (number < 2) return name.string();
  return name.stem().string() + "-" + std::to_string(number) + name.extension().string();
}

}  // namespace

RunnerFiles::RunnerFiles(RunnerPlaces places, Redactor redactor)
    : places_(std::move(places)), redactor_(std::move(redactor)) {}

void RunnerFiles::set_output(std::string_view name, std::string_view value) {
  if (places_.output_file.empty()) return;
  append_to_file(places_.output_file, output_entry(name, clean(value, true)));
}

void RunnerFiles::append_summary(std::string_view markdown) {
  if (places_.summary_file.empty()) return;
  std::error_code none_yet;
  const auto size = fs::file_size(places_.summary_file, none_yet);
  // One byte is for a line end after what is there, one for ours.
  const std::size_t used = (none_yet ? 0 : static_cast<std::size_t>(size)) + 2;
  const std::size_t room = used < summary_limit ? summary_limit - used : 0;
  std::string text =
      cut_markdown(neutralize_commands(clean(markdown, true)), room, summary_pointer(last_report_));
  if (text.empty()) return;
  if (!text.ends_with('\n')) text += '\n';
  append_to_file(places_.summary_file, text);
}

void RunnerFiles::annotate(AnnotationLevel level, std::string_view title, std::string_view text) {
  const std::string clean_title = clean(title, false);
  const std::string clean_text = clean(text, true);
  if (!places_.is_github || ++annotations_[level] > annotations_per_level) {
    log::write(log_level_of(level), clean_title + ": " + clean_text);
    return;
  }
  log::command(fmt::format("::{} title={}::{}", command_of(level),
                           escape_command_property(shorten(clean_title, annotation_limit)),
                           escape_command_data(shorten(clean_text, annotation_limit))));
}

std::string RunnerFiles::write_report(std::string_view file_name, std::string_view content) {
  const fs::path path = report_directory();
  const Directory directory(path, base_directory());
  const fs::path name(file_name);
  const std::string text = without_commands(name, clean(content, true));
  int& number = numbers_.try_emplace(name.stem().string(), 1).first->second;
  while (!directory.write_new_file(numbered(name, number), text)) ++number;
  std::string known = as_later_steps_know_it(path / numbered(name, number));
  if (name.extension() == ".md") last_report_ = known;
  return known;
}

void RunnerFiles::check_report_dir() {
  static const std::string probe = ".auto-sync-can-write";
  try {
    const Directory directory(report_directory(), base_directory());
    directory.remove(probe);
    directory.write_new_file(probe, "");
    directory.remove(probe);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, "report_dir cannot be used. " + std::string(error.what()),
                error.hint().empty()
                    ? std::string("Set report_dir to a directory that this step may write to.")
                    : error.hint());
  }
}

/// Without secrets, and without bytes that are not UTF-8.
std::string RunnerFiles::clean(std::string_view text, bool keep_newlines) const {
  return printable(redactor_(text), keep_newlines);
}

std::filesystem::path RunnerFiles::base_directory() const {
  return places_.workspace.empty() ? places_.working_directory : places_.workspace;
}

std::filesystem::path RunnerFiles::report_directory() const {
  return (base_directory() / places_.report_dir).lexically_normal();
}

std::string RunnerFiles::as_later_steps_know_it(const std::filesystem::path& path) const {
  const fs::path base = base_directory();
  if (base.empty()) return path.string();
  return rest_below(base, path).value_or(path).string();
}

void mask_secrets(const Redactor& redactor) {
  for (const std::string& form : redactor.forms()) {
    log::command("::add-mask::" + escape_command_data(form));
  }
}

}  // namespace auto_sync
