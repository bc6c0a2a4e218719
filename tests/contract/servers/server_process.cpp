#include "contract/servers/server_process.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace auto_sync::testing {
namespace {

constexpr int max_starts = 5;

/// A port that nobody listens on at this moment.
std::uint16_t free_port() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool known = bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(fd);
  if (!known) throw std::runtime_error("no free port on loopback");
  return ntohs(address.sin_port);
}

}  // namespace

ServerProcess::ServerProcess(const Prepare& prepare, const Environment& env,
                             std::filesystem::path pid_file)
    : pid_file_(std::move(pid_file)) {
  for (int starts = 0; starts < max_starts; ++starts) {
    if (start(prepare, env)) return;
  }
  throw std::runtime_error("the server does not start: " + words_);
}

ServerProcess::~ServerProcess() {
  finish(SIGTERM);
}

/// False when it ended instead, as it does when the port was taken meanwhile.
bool ServerProcess::start(const Prepare& prepare, const Environment& env) {
  std::filesystem::remove(pid_file_);
  port_ = free_port();
  process_ = std::make_unique<BackgroundProcess>(prepare(port_), env);
  while (!std::filesystem::exists(pid_file_)) {
    if (!process_->running()) {
      words_ = process_->err_so_far() + process_->out_so_far();
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

void ServerProcess::finish(int signal) {
  if (!process_) return;
  if (process_->running()) process_->send_signal(signal);
  process_->wait();
  process_.reset();
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::string output_of(const std::vector<std::string>& argv) {
  ProcessResult result = run_process(argv, {{"PATH", search_path()}});
  if (result.exit_code != 0) throw std::runtime_error(argv.at(0) + ": " + result.err);
  if (result.out.ends_with('\n')) result.out.pop_back();
  return result.out;
}

}  // namespace auto_sync::testing
