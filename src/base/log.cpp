#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <memory>
#include <mutex>

#include "base/escape.h"

namespace auto_sync::log {
namespace {

/// What every line passes through. The mutex keeps the lines of one message together.
struct Output {
  std::mutex mutex;
  Redactor redactor;
  bool runner = false;
  spdlog::logger logger{"auto-sync", std::make_shared<spdlog::sinks::stdout_sink_mt>()};

  Output() {
    logger.set_pattern("%v");
    logger.flush_on(spdlog::level::trace);
    logger.set_level(spdlog::level::info);
  }

  /// Text made safe for the log, still with its line ends.
  std::string clean(std::string_view text) const { return printable(redactor(text), true); }
};

Output& output() {
  static Output instance;
  return instance;
}

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      break;
  }
  return spdlog::level::err;
}

std::string_view prefix(Level level, bool runner) {
  switch (level) {
    case Level::debug:
      return runner ? "::debug::" : "debug: ";
    case Level::info:
      return "";
    case Level::warning:
      return "Warning: ";
    case Level::error:
      break;
  }
  return "Error: ";
}

std::string render(Level level, std::string_view line, bool runner) {
  std::string out(prefix(level, runner));
  if (runner && level == Level::debug) return out + escape_command_data(neutralize_commands(line));
  return out + neutralize_commands(line);
}

}  // namespace

void init(Level level, const Redactor& redactor, bool runner) {
  Output& out = output();
  const std::lock_guard lock(out.mutex);
  out.redactor = redactor;
  out.runner = runner;
  out.logger.set_level(spdlog_level(level));
}

void write(Level level, std::string_view line) {
  Output& out = output();
  const std::lock_guard lock(out.mutex);
  if (!out.logger.should_log(spdlog_level(level))) return;
  const std::string text = out.clean(line);
  std::string_view rest = text;
  if (!rest.empty() && rest.back() == '\n') rest.remove_suffix(1);
  while (true) {
    const std::size_t end = rest.find('\n');
    out.logger.log(spdlog_level(level), render(level, rest.substr(0, end), out.runner));
    if (end == std::string_view::npos) return;
    rest.remove_prefix(end + 1);
  }
}

void command(std::string_view line) {
  Output& out = output();
  const std::lock_guard lock(out.mutex);
  out.logger.log(spdlog::level::critical, line);
}

Group::Group(std::string_view title) {
  Output& out = output();
  const std::lock_guard lock(out.mutex);
  const std::string text = neutralize_commands(printable(out.redactor(title)));
  out.logger.info("{}{}", out.runner ? "::group::" : "== ", text);
}

Group::~Group() {
  Output& out = output();
  const std::lock_guard lock(out.mutex);
  if (out.runner) out.logger.info("::endgroup::");
}

}  // namespace auto_sync::log
