#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "support/standin/http_connection.h"

namespace auto_sync::testing {

/// Listens on 127.0.0.1; one thread per connection.
class HttpServer {
 public:
  /// Answers one request. Throwing ends the connection.
  using Handler = std::function<void(HttpConnection&, const HttpRequestHead&)>;

  /// Port 0 takes a free one. Throws std::runtime_error when it cannot listen.
  HttpServer(std::uint16_t port, Handler handler);
  ~HttpServer();  ///< cuts what is open and waits for the threads
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  struct Worker {
    std::unique_ptr<HttpConnection> connection;
    std::thread thread;
    std::atomic<bool> done = false;
  };
  void accept_loop();
  void serve(Worker& worker);
  void reap();

  Handler handler_;
  int fd_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::list<Worker> workers_;
  std::thread acceptor_;
};

}  // namespace auto_sync::testing
