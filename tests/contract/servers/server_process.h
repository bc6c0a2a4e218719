#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "support/process.h"

namespace auto_sync::testing {

/// A server program of the system on a port of its own, with everything it writes in one directory.
class ServerProcess {
 public:
  /// Puts the server's files for that port where its command line, which is returned, names them.
  /// The server must stay in the foreground, and write `pid_file` once it listens.
  using Prepare = std::function<std::vector<std::string>(std::uint16_t port)>;

  /// Starts it, and waits until it listens; on another port if somebody else took the one that was
  /// free. Throws std::runtime_error with the server's words when it does not start.
  ServerProcess(const Prepare& prepare, const Environment& env, std::filesystem::path pid_file);
  ~ServerProcess();  ///< stops it, and whatever it started
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  std::uint16_t port() const { return port_; }
  /// Sends that signal, upon which the server finishes what it serves and ends, and waits for that.
  void finish(int signal);

 private:
  bool start(const Prepare& prepare, const Environment& env);

  std::filesystem::path pid_file_;
  std::uint16_t port_ = 0;
  std::unique_ptr<BackgroundProcess> process_;
  std::string words_;  ///< of the last start that failed
};

/// Writes a whole file.
void write_file(const std::filesystem::path& path, std::string_view text);
/// Its lines; none when there is no such file.
std::vector<std::string> lines_of(const std::filesystem::path& path);
/// Runs a program to its end and returns its output without the last newline. Throws
/// std::runtime_error with its words when it fails.
std::string output_of(const std::vector<std::string>& argv);

}  // namespace auto_sync::testing
