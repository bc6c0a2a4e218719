#include "adapters/curl_channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/error.h"

namespace auto_sync {

CurlChannel::CurlChannel(std::string origin)
    : origin_(std::move(origin)),
      multi_(curl_multi_init(), curl_multi_cleanup),
      easy_(curl_easy_init(), curl_easy_cleanup) {
  if (!multi_ || !easy_) throw Error(ErrorKind::internal, "libcurl cannot start");
}

void CurlChannel::watch_sockets() {
  lack_of_files_ = 0;
  curl_easy_setopt(easy(), CURLOPT_OPENSOCKETFUNCTION, &CurlChannel::on_wish);
  curl_easy_setopt(easy(), CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy(), CURLOPT_SOCKOPTFUNCTION, &CurlChannel::on_open);
  curl_easy_setopt(easy(), CURLOPT_SOCKOPTDATA, this);
  curl_easy_setopt(easy(), CURLOPT_CLOSESOCKETFUNCTION, &CurlChannel::on_close);
  curl_easy_setopt(easy(), CURLOPT_CLOSESOCKETDATA, this);
}

/// What libcurl does itself; but it does not tell why it was given none.
curl_socket_t CurlChannel::on_wish(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
  const int made = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (made < 0 && (errno == EMFILE || errno == ENFILE)) {
    static_cast<CurlChannel*>(self)->lack_of_files_ = errno;
  }
  return made;
}

int CurlChannel::on_open(void* self, curl_socket_t socket, curlsocktype /*purpose*/) {
  static_cast<CurlChannel*>(self)->sockets_.push_back(socket);
  return CURL_SOCKOPT_OK;
}

int CurlChannel::on_close(void* self, curl_socket_t socket) {
  std::erase(static_cast<CurlChannel*>(self)->sockets_, socket);
  return close(socket);
}

bool CurlChannel::is_readable() const {
  return std::any_of(sockets_.begin(), sockets_.end(), [](curl_socket_t socket) {
    pollfd readable{socket, POLLIN, 0};
    return poll(&readable, 1, 0) > 0;
  });
}

std::unique_ptr<CurlChannel> CurlChannelPool::take(const std::string& origin, bool http1_only) {
  {
    const std::scoped_lock lock(mutex_);
    const auto found = std::find_if(idle_.rbegin(), idle_.rend(), [&](const auto& channel) {
      return channel->origin() == origin && !(http1_only && channel->http2);
    });
    if (found != idle_.rend()) {
      std::unique_ptr<CurlChannel> channel = std::move(*found);
      idle_.erase(std::next(found).base());
      return channel;
    }
  }
  return std::make_unique<CurlChannel>(origin);
}

void CurlChannelPool::give_back(std::unique_ptr<CurlChannel> channel) {
  curl_easy_reset(channel->easy());  // forgets the request and its credentials
  const std::scoped_lock lock(mutex_);
  idle_.push_back(std::move(channel));
}

}  // namespace auto_sync
