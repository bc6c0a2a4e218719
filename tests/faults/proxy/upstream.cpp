#include "faults/proxy/upstream.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>

namespace auto_sync::faults {
namespace {

class Connection {
 public:
  explicit Connection(const std::string& server_url) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port =
        htons(static_cast<std::uint16_t>(std::stoul(server_url.substr(server_url.rfind(':') + 1))));
    fd_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      const std::string why = std::strerror(errno);
      close(fd_);
      throw std::runtime_error("the server behind the proxy: " + why);
    }
  }
  ~Connection() { close(fd_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return;  // it has answered already
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  void end_sending() const { shutdown(fd_, SHUT_WR); }
  std::string read_to_end() const {
    std::string all;
    std::string piece(64U << 10, '\0');
    while (true) {
      const ssize_t n = recv(fd_, piece.data(), piece.size(), 0);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return all;
      all.append(piece, 0, static_cast<std::size_t>(n));
    }
  }

 private:
  int fd_ = -1;
};

bool hop_by_hop(std::string_view name) {
  return name == "host" || name == "connection" || name == "transfer-encoding" ||
         name == "content-length" || name == "expect";
}

std::string head_text(const Passed& request) {
  const testing::HttpRequestHead& head = request.head;
  std::string text = head.method + " " + head.path;
  if (!head.query.empty()) text += "?" + head.query;
  text += " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
  for (const auto& [name, value] : head.headers) {
    if (!hop_by_hop(name)) text.append(name).append(": ").append(value).append("\r\n");
  }
  if (head.method != "GET") {
    const std::size_t more = request.whole ? 0 : 1;
    text += "Content-Length: " + std::to_string(request.body.size() + more) + "\r\n";
  }
  return text + "\r\n";
}

std::string joined_chunks(std::string_view framed) {
  std::string body;
  while (true) {
    const std::size_t end = framed.find("\r\n");
    std::size_t size = 0;
    if (end == std::string_view::npos) return body;
    std::from_chars(framed.data(), framed.data() + end, size, 16);
    if (size == 0) return body;
    body += framed.substr(end + 2, size);
    framed.remove_prefix(std::min(framed.size(), end + 2 + size + 2));
  }
}

Answer parse(std::string_view text) {
  while (text.starts_with("HTTP/1.1 100")) {
    text.remove_prefix(std::min(text.size(), text.find("\r\n\r\n") + 4));
  }
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) throw std::runtime_error("no answer");
  Answer out;
  std::string_view head = text.substr(0, end + 2);
  out.answer.status = std::stoi(std::string(head.substr(9, 3)));
  head.remove_prefix(head.find("\r\n") + 2);
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(line.size() + 2);
    const std::size_t colon = line.find(": ");
    const std::string name = testing::lower_case(line.substr(0, colon));
    if (name == "transfer-encoding") out.chunked = true;
    if (!hop_by_hop(name))
      out.answer.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  const std::string_view body = text.substr(end + 4);
  out.answer.body = out.chunked ? joined_chunks(body) : std::string(body);
  return out;
}

}  // namespace

Answer pass_on(const std::string& server_url, const Passed& request) {
  const Connection connection(server_url);
  connection.send(head_text(request));
  connection.send(request.body);
  if (!request.whole) connection.end_sending();
  return parse(connection.read_to_end());
}

}  // namespace auto_sync::faults
