#include "support/standin/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace auto_sync::testing {
namespace {

int listen_on_loopback(std::uint16_t port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      listen(fd, 128) != 0) {
    const std::string why = std::strerror(errno);
    close(fd);
    throw std::runtime_error("cannot listen on 127.0.0.1:" + std::to_string(port) + ": " + why);
  }
  return fd;
}

std::uint16_t port_of(int fd) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

/// Writing to a child that has gone must be an error here, not the end of the program.
void block_sigpipe() {
  sigset_t pipe_only;
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe_only, nullptr);
}

}  // namespace

HttpServer::HttpServer(std::uint16_t port, Handler handler)
    : handler_(std::move(handler)), fd_(listen_on_loopback(port)), port_(port_of(fd_)) {
  acceptor_ = std::thread([this] { accept_loop(); });
}

HttpServer::~HttpServer() {
  stopping_ = true;
  shutdown(fd_, SHUT_RDWR);  // wakes accept()
  acceptor_.join();
  close(fd_);
  {
    const std::lock_guard lock(mutex_);
    for (auto& worker : workers_) worker.connection->shut_down();
  }
  for (auto& worker : workers_) worker.thread.join();
}

void HttpServer::accept_loop() {
  block_sigpipe();
  std::uint64_t connections = 0;
  while (!stopping_) {
    const int fd = accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      return;
    }
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    reap();
    const std::lock_guard lock(mutex_);
    Worker& worker = workers_.emplace_back();
    worker.connection = std::make_unique<HttpConnection>(fd, ++connections);
    worker.thread = std::thread([this, &worker] { serve(worker); });
  }
}

void HttpServer::serve(Worker& worker) {
  HttpConnection& connection = *worker.connection;
  try {
    while (const auto head = connection.read_head()) {
      handler_(connection, *head);
      if (!connection.finish_request()) break;
    }
  } catch (const std::exception&) {
    connection.cut();
    worker.done = true;
    return;
  }
  connection.shut_down();
  worker.done = true;
}

void HttpServer::reap() {
  const std::lock_guard lock(mutex_);
  for (auto worker = workers_.begin(); worker != workers_.end();) {
    if (worker->done) {
      worker->thread.join();
      worker = workers_.erase(worker);
    } else {
      ++worker;
    }
  }
}

}  // namespace auto_sync::testing
