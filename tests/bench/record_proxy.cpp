// record_proxy DIR PORT: listens on a free loopback port, carries everything to and from
// 127.0.0.1:PORT, and keeps what clients said. DIR/address gets the own address; for connection N,
// DIR/N.sent gets the client's bytes, and DIR/N.times a line for each piece in either direction:
// `> MICROSECONDS BYTES` from the client, `< ...` from the server. Ends with SIGTERM.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback(port);
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
  ::close(fd);
  return -1;
}

bool send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

/// One connection, until both sides have ended.
class Conversation {
 public:
  Conversation(int client, int server, const fs::path& stem)
      : client_(client),
        server_(server),
        sent_(stem.string() + ".sent", std::ios::binary),
        times_(stem.string() + ".times") {}
  ~Conversation() {
    ::close(client_);
    ::close(server_);
  }
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  void run() {
    std::array<pollfd, 2> ends{{{client_, POLLIN, 0}, {server_, POLLIN, 0}}};
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
      if (::poll(ends.data(), ends.size(), -1) < 0) return;
      if (ends[0].revents != 0 && !carry(client_, server_, '>')) ends[0].fd = -1;
      if (ends[1].revents != 0 && !carry(server_, client_, '<')) ends[1].fd = -1;
    }
  }

 private:
  bool carry(int from, int to, char direction) {
    const ssize_t got = ::recv(from, piece_.data(), piece_.size(), 0);
    if (got <= 0) {
      ::shutdown(to, SHUT_WR);
      return false;
    }
    const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
    times_ << direction << ' ' << now.count() << ' ' << got << std::endl;
    const std::string_view bytes(piece_.data(), static_cast<std::size_t>(got));
    if (direction == '>') sent_ << bytes << std::flush;
    return send_all(to, bytes);
  }

  int client_;
  int server_;
  std::ofstream sent_;
  std::ofstream times_;
  std::vector<char> piece_ = std::vector<char>(65'536);
};

int listen_on_loopback() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in any = loopback(0);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&any), sizeof any) != 0) return -1;
  return ::listen(fd, 64) == 0 ? fd : -1;
}

void write_address(int listener, const fs::path& directory) {
  sockaddr_in bound{};
  socklen_t size = sizeof bound;
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&bound), &size);
  std::ofstream(directory / "address.part") << "127.0.0.1:" << ntohs(bound.sin_port) << '\n';
  fs::rename(directory / "address.part", directory / "address");
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return 2;
  const fs::path directory = words[1];
  const auto port = static_cast<std::uint16_t>(std::strtoul(words[2], nullptr, 10));
  const int listener = listen_on_loopback();
  if (listener < 0) return 1;
  write_address(listener, directory);
  for (int number = 1;; ++number) {
    const int client = ::accept(listener, nullptr, nullptr);
    if (client < 0) return 1;
    const int server = connect_to(port);
    if (server < 0) {
      ::close(client);
      continue;
    }
    std::thread([client, server, stem = directory / std::to_string(number)] {
      Conversation(client, server, stem).run();
    }).detach();
  }
}
