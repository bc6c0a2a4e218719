#pragma once
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace auto_sync::testing {

using Environment = std::map<std::string, std::string>;

/// What a process left behind. `exit_code` is 128 + N when signal N ended it, as shells say it.
struct ProcessResult {
  int exit_code = -1;
  std::string out;
  std::string err;
  std::uint64_t max_rss_kib = 0;  ///< peak resident memory
};

/// What to start: exactly this environment (nothing is inherited), this directory (the caller's
/// own when empty), these descriptors as 0, 1 and 2. The program is looked up in our PATH.
struct SpawnSpec {
  std::vector<std::string> argv;
  Environment env;
  std::filesystem::path directory;
  int stdin_fd = -1;
  int stdout_fd = -1;
  int stderr_fd = -1;
};

/// Starts a process in a process group of its own, with no signal blocked or ignored; safe in a
/// program with threads. Throws std::runtime_error when it cannot be started.
pid_t spawn(const SpawnSpec& spec);

/// An anonymous file in memory with this content, its offset at the start; the caller closes it.
int memory_file(std::string_view content = {});
/// The whole content of such a file, whatever its offset.
std::string content_of(int fd);

/// The environment variable PATH, or a usual one.
std::string search_path();

/// A process that runs beside the test. Its output goes to memory files, so it never blocks on us.
class BackgroundProcess {
 public:
  BackgroundProcess(const std::vector<std::string>& argv, const Environment& env,
                    std::string_view input = {}, const std::filesystem::path& directory = {});
  ~BackgroundProcess();  ///< kills it and its group if it still runs
  BackgroundProcess(const BackgroundProcess&) = delete;
  BackgroundProcess& operator=(const BackgroundProcess&) = delete;

  pid_t pid() const { return pid_; }
  bool running();
  void send_signal(int signal) const;
  std::string out_so_far() const { return content_of(stdout_); }
  std::string err_so_far() const { return content_of(stderr_); }
  /// Waits for the end.
  ProcessResult wait();

 private:
  bool collect(int options);
  pid_t pid_ = -1;
  int stdout_ = -1;
  int stderr_ = -1;
  bool ended_ = false;
  ProcessResult result_;
};

/// Runs a process to its end: exactly this environment, `input` as its standard input.
ProcessResult run_process(const std::vector<std::string>& argv, const Environment& env,
                          std::string_view input = {}, const std::filesystem::path& directory = {});

}  // namespace auto_sync::testing
