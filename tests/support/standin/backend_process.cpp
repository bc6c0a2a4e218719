#include "support/standin/backend_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace auto_sync::testing {
namespace {

constexpr std::size_t buffer_size = 256U << 10;
constexpr int pipe_size = 1 << 20;

struct Pipe {
  int read_end = -1;
  int write_end = -1;
};

Pipe make_pipe() {
  int fds[2] = {-1, -1};
  if (pipe2(fds, O_CLOEXEC) != 0) throw std::runtime_error(std::strerror(errno));
  fcntl(fds[1], F_SETPIPE_SZ, pipe_size);  // best effort: fewer, larger steps
  return {fds[0], fds[1]};
}

}  // namespace

BackendProcess::BackendProcess(const std::vector<std::string>& argv, const Environment& env)
    : errors_(memory_file()), buffer_(buffer_size, '\0') {
  const Pipe in = make_pipe();
  const Pipe out = make_pipe();
  input_ = in.write_end;
  output_ = out.read_end;
  try {
    pid_ = spawn({argv, env, {}, in.read_end, out.write_end, errors_});
  } catch (const std::exception&) {
    for (const int fd : {in.read_end, in.write_end, out.read_end, out.write_end, errors_}) {
      close(fd);
    }
    throw;
  }
  close(in.read_end);
  close(out.write_end);
}

BackendProcess::~BackendProcess() {
  close_input();
  close(output_);
  close(errors_);
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool BackendProcess::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(input_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void BackendProcess::close_input() {
  if (input_ >= 0) close(input_);
  input_ = -1;
}

std::string_view BackendProcess::read() {
  ssize_t n = 0;
  do {
    n = ::read(output_, buffer_.data(), buffer_.size());
  } while (n < 0 && errno == EINTR);
  return {buffer_.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0))};
}

void BackendProcess::kill() const {
  ::kill(-pid_, SIGTERM);
}

}  // namespace auto_sync::testing
