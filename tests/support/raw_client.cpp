#include "support/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace auto_sync::testing {

RawClient::RawClient(const std::string& server_url)
    : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port =
      htons(static_cast<std::uint16_t>(std::stoul(server_url.substr(server_url.rfind(':') + 1))));
  if (connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    close(fd_);
    throw std::runtime_error("cannot connect to " + server_url);
  }
}

RawClient::~RawClient() {
  close(fd_);
}

void RawClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

bool RawClient::fill() {
  char piece[16U << 10];
  const ssize_t n = recv(fd_, piece, sizeof piece, 0);
  was_reset_ = n < 0 && errno == ECONNRESET;
  if (n <= 0) return false;
  received_.append(piece, static_cast<std::size_t>(n));
  return true;
}

std::string RawClient::take(std::size_t size) {
  while (received_.size() < size && fill()) {
  }
  size = std::min(size, received_.size());
  std::string out = received_.substr(0, size);
  received_.erase(0, size);
  return out;
}

std::string RawClient::read_to_end() {
  while (fill()) {
  }
  return std::exchange(received_, {});
}

std::string RawClient::read_answer() {
  std::size_t end = std::string::npos;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return std::exchange(received_, {});
  }
  std::string head = take(end + 4);
  if (const std::size_t at = head.find("Content-Length: "); at != std::string::npos) {
    return head + take(std::stoul(head.substr(at + 16)));
  }
  std::string body;
  while (head.find("Transfer-Encoding: chunked") != std::string::npos) {
    std::size_t line = std::string::npos;
    while ((line = received_.find("\r\n")) == std::string::npos) {
      if (!fill()) return head + body + std::exchange(received_, {});
    }
    const std::size_t size = std::stoul(take(line + 2), nullptr, 16);
    body += take(size);
    take(2);
    if (size == 0) break;
  }
  return head + body;
}

std::string raw_get(const std::string& server_url, const std::string& target,
                    const std::string& extra_headers) {
  return raw_send(server_url, "GET", target, extra_headers, {});
}

std::string raw_send(const std::string& server_url, const std::string& method,
                     const std::string& target, const std::string& extra_headers,
                     const std::string& body) {
  RawClient client(server_url);
  std::string request = method + " " + target + " HTTP/1.1\r\nHost: standin\r\n" + extra_headers;
  if (!body.empty()) request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  client.send(request + "\r\n" + body);
  return client.read_answer();
}

}  // namespace auto_sync::testing
