#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "base/redactor.h"

/// The run's log, on spdlog: one line per message on stdout, flushed at once, every line redacted
/// and neutralised (base/escape.h), so that no text of a server or a commit is ever a command.
namespace auto_sync::log {

enum class Level { debug, info, warning, error };

/// Sets the level and what to hide; call once before anything is logged. `runner` says whether a
/// runner reads the log: groups and debug lines are then written in its own syntax.
void init(Level level, const Redactor& redactor, bool runner);

void write(Level level, std::string_view line);

template <typename... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::debug, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::info, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void warning(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::warning, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::error, fmt::format(format, std::forward<Args>(args)...));
}

/// A foldable group of lines in the runner's log, open while this object lives.
class Group {
 public:
  explicit Group(std::string_view title);
  ~Group();
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;
};

/// A workflow command of our own making (annotation, mask), written as it is: the only way past
/// the neutraliser. `line` must be built with base/escape.h.
void command(std::string_view line);

}  // namespace auto_sync::log
