// stopwatch FILE COMMAND...: runs the command and appends one line to FILE:
// wall microseconds, CPU microseconds (user and system, with all children), peak KiB (of the
// largest process among them), exit status; separated by tabs. Exits as the command did. After
// five minutes the command is ended (exit status 137).
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iostream>

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX declares it nowhere

namespace {

long long microseconds(const timeval& time) {
  return static_cast<long long>(time.tv_sec) * 1'000'000 + time.tv_usec;
}

int exit_status(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

constexpr unsigned seconds_at_most = 300;

pid_t child = 0;

extern "C" void end_child(int /*signal*/) {
  kill(child, SIGKILL);
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) {
    std::cerr << "usage: stopwatch FILE COMMAND...\n";
    return 2;
  }
  const auto start = std::chrono::steady_clock::now();
  const int failure = posix_spawnp(&child, words[2], nullptr, nullptr, words + 2, environ);
  if (failure != 0) {
    std::cerr << "stopwatch: " << words[2] << ": " << std::strerror(failure) << '\n';
    return 127;
  }
  int status = 0;
  rusage usage{};
  std::signal(SIGALRM, end_child);
  alarm(seconds_at_most);
  pid_t ended = 0;
  do {
    ended = wait4(child, &status, 0, &usage);
  } while (ended < 0 && errno == EINTR);
  if (ended != child) return 127;
  const auto wall = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
  std::ofstream(words[1], std::ios::app)
      << wall.count() << '\t' << microseconds(usage.ru_utime) + microseconds(usage.ru_stime) << '\t'
      << usage.ru_maxrss << '\t' << exit_status(status) << '\n';
  return exit_status(status);
}
