#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace auto_sync::test {

/// The server's end of one accepted connection, for a script that plays the server.
class RawConnection {
 public:
  explicit RawConnection(int socket) : socket_(socket) {}
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  /// Everything up to and including `end`, or "" when the peer closed before it came.
  std::string read_until(std::string_view end) {
    for (;;) {
      const std::size_t found = pending_.find(end);
      if (found != std::string::npos) return take(found + end.size());
      if (!receive()) return {};
    }
  }
  /// A request's head, or "" when the peer has closed.
  std::string read_head() { return read_until("\r\n\r\n"); }
  /// `count` bytes, or fewer when the peer closed before.
  std::string read_bytes(std::size_t count) {
    while (pending_.size() < count && receive()) {
    }
    return take(std::min(count, pending_.size()));
  }
  /// Reads and drops until the peer closes.
  void wait_for_close() {
    while (receive()) pending_.clear();
  }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) {  // the peer has gone: the test sees what it made of that
        open_ = false;
        return;
      }
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// A whole answer with a Content-Length.
  void answer(std::string_view status, std::string_view body, std::string_view fields = {}) {
    send("HTTP/1.1 " + std::string(status) + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + std::string(fields) + "\r\n" + std::string(body));
  }
  /// Whether the peer has taken everything that was sent.
  bool is_open() const { return open_; }
  /// Closes our direction only.
  void end() { shutdown(socket_, SHUT_WR); }
  /// Makes the close that follows a reset (RST), as a crash of the peer would.
  void close_with_reset() {
    const linger at_once{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  /// All bytes received on this connection.
  std::size_t bytes_received() const { return bytes_received_; }

 private:
  std::string take(std::size_t count) {
    std::string taken = pending_.substr(0, count);
    pending_.erase(0, count);
    return taken;
  }
  bool receive() {
    char buffer[16384];
    const ssize_t got = recv(socket_, buffer, sizeof buffer, 0);
    if (got <= 0) return false;
    pending_.append(buffer, static_cast<std::size_t>(got));
    bytes_received_ += static_cast<std::size_t>(got);
    return true;
  }

  int socket_;
  bool open_ = true;
  std::string pending_;
  std::size_t bytes_received_ = 0;
};

/// A server on a free loopback port that does, on every connection, exactly what its script says:
/// sends given bytes, cuts, stalls. Connections run at the same time, a thread each. The end of
/// the script closes the connection. Destruction closes all of them and waits for the scripts.
class RawServer {
 public:
  using Script = std::function<void(RawConnection&)>;

  explicit RawServer(Script script) : script_(std::move(script)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, generic, size) != 0 || listen(listener_, 64) != 0 ||
        getsockname(listener_, generic, &size) != 0) {
      throw std::runtime_error("no loopback port");
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~RawServer() {
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    close(listener_);
    {
      const std::scoped_lock lock(mutex_);
      for (const int open : sockets_) shutdown(open, SHUT_RDWR);
    }
    for (std::thread& thread : threads_) thread.join();
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  int port() const { return port_; }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  /// Connections accepted so far.
  int connections() const { return connections_; }

 private:
  void accept_all() {
    for (;;) {
      const int accepted = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) return;
      ++connections_;
      const std::scoped_lock lock(mutex_);
      sockets_.insert(accepted);
      threads_.emplace_back([this, accepted] { serve(accepted); });
    }
  }
  void serve(int socket) {
    RawConnection connection(socket);
    script_(connection);
    const std::scoped_lock lock(mutex_);
    sockets_.erase(socket);
    close(socket);
  }

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_{0};
  std::mutex mutex_;
  std::set<int> sockets_;  ///< open ones
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace auto_sync::test
