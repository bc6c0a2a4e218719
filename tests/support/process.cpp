#include "support/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace auto_sync::testing {
namespace {

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  out.reserve(words.size() + 1);
  for (auto& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

/// posix_spawn's attributes and file actions, freed on every path.
struct SpawnPlan {
  posix_spawnattr_t attributes{};
  posix_spawn_file_actions_t actions{};
  SpawnPlan() {
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_init(&actions);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  void clean_signals_and_group() {
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }

  void put(int fd, int as) {
    if (fd < 0) {
      posix_spawn_file_actions_addopen(&actions, as, "/dev/null", O_RDWR, 0);
    } else {
      posix_spawn_file_actions_adddup2(&actions, fd, as);
    }
  }
};

}  // namespace

pid_t spawn(const SpawnSpec& spec) {
  SpawnPlan plan;
  plan.clean_signals_and_group();
  plan.put(spec.stdin_fd, STDIN_FILENO);
  plan.put(spec.stdout_fd, STDOUT_FILENO);
  plan.put(spec.stderr_fd, STDERR_FILENO);
  if (!spec.directory.empty()) {
    posix_spawn_file_actions_addchdir_np(&plan.actions, spec.directory.c_str());
  }
  std::vector<std::string> argv = spec.argv;
  std::vector<std::string> env;
  for (const auto& [name, value] : spec.env) env.emplace_back(name).append("=").append(value);
  pid_t pid = -1;
  const int failed = posix_spawnp(&pid, argv.at(0).c_str(), &plan.actions, &plan.attributes,
                                  pointers(argv).data(), pointers(env).data());
  if (failed != 0) {
    throw std::runtime_error("cannot start " + argv[0] + ": " + std::strerror(failed));
  }
  return pid;
}

int memory_file(std::string_view content) {
  const int fd = memfd_create("auto-sync-test", MFD_CLOEXEC);
  if (fd < 0) throw std::runtime_error(std::string("memfd_create: ") + std::strerror(errno));
  while (!content.empty()) {
    const ssize_t n = write(fd, content.data(), content.size());
    if (n < 0) throw std::runtime_error(std::string("memory file: ") + std::strerror(errno));
    content.remove_prefix(static_cast<std::size_t>(n));
  }
  lseek(fd, 0, SEEK_SET);
  return fd;
}

std::string content_of(int fd) {
  std::string out;
  std::string buffer(64U << 10, '\0');
  while (true) {
    const ssize_t n = pread(fd, buffer.data(), buffer.size(), static_cast<off_t>(out.size()));
    if (n <= 0) return out;
    out.append(buffer, 0, static_cast<std::size_t>(n));
  }
}

std::string search_path() {
  const char* path = std::getenv("PATH");
  return path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
}

BackgroundProcess::BackgroundProcess(const std::vector<std::string>& argv, const Environment& env,
                                     std::string_view input, const std::filesystem::path& directory)
    : stdout_(memory_file()), stderr_(memory_file()) {
  const int in = memory_file(input);
  try {
    pid_ = spawn({argv, env, directory, in, stdout_, stderr_});
  } catch (...) {
    close(in);
    close(stdout_);
    close(stderr_);
    throw;
  }
  close(in);
}

BackgroundProcess::~BackgroundProcess() {
  if (!ended_) {
    kill(-pid_, SIGKILL);
    collect(0);
  }
  close(stdout_);
  close(stderr_);
}

bool BackgroundProcess::collect(int options) {
  int status = 0;
  rusage usage{};
  pid_t got = -1;
  do {
    got = wait4(pid_, &status, options, &usage);
  } while (got < 0 && errno == EINTR);
  if (got != pid_) return false;
  ended_ = true;
  result_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result_.max_rss_kib = static_cast<std::uint64_t>(usage.ru_maxrss);
  return true;
}

bool BackgroundProcess::running() {
  return !ended_ && !collect(WNOHANG);
}

void BackgroundProcess::send_signal(int signal) const {
  if (!ended_) kill(pid_, signal);
}

ProcessResult BackgroundProcess::wait() {
  if (!ended_) collect(0);
  result_.out = out_so_far();
  result_.err = err_so_far();
  return result_;
}

ProcessResult run_process(const std::vector<std::string>& argv, const Environment& env,
                          std::string_view input, const std::filesystem::path& directory) {
  return BackgroundProcess(argv, env, input, directory).wait();
}

}  // namespace auto_sync::testing
