#pragma once
#include <curl/curl.h>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace auto_sync {

/// What one running request needs of libcurl: an easy handle, and a multi handle of its own that
/// drives it and keeps its connection open for the next request to the same origin.
class CurlChannel {
 public:
  /// Throws Error(internal) when libcurl cannot give a handle.
  explicit CurlChannel(std::string origin);

  CURL* easy() const { return easy_.get(); }
  CURLM* multi() const { return multi_.get(); }
  const std::string& origin() const { return origin_; }
  /// Whether the open connection speaks HTTP/2.
  bool http2 = false;

  /// Makes the easy handle tell of the sockets it opens; due before each request.
  void watch_sockets();
  /// Whether something has come that libcurl has not read yet. May be asked in a callback, where
  /// libcurl itself names no socket.
  bool is_readable() const;
  /// EMFILE or ENFILE where the newest request was not given a socket for that; else 0.
  int lack_of_files() const { return lack_of_files_; }

 private:
  static curl_socket_t on_wish(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_open(void* self, curl_socket_t socket, curlsocktype purpose);
  static int on_close(void* self, curl_socket_t socket);

  std::string origin_;
  std::vector<curl_socket_t> sockets_;  // before the handles, which close them
  int lack_of_files_ = 0;
  std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> multi_;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy_;
};

/// The channels that wait for their next request. There are never more of them than requests
/// that once ran at the same time, to each origin.
class CurlChannelPool {
 public:
  /// The channel last used for that origin, or a new one. `http1_only` passes over those that
  /// speak HTTP/2.
  std::unique_ptr<CurlChannel> take(const std::string& origin, bool http1_only);
  /// Gives back a channel after a request that went well.
  void give_back(std::unique_ptr<CurlChannel> channel);

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<CurlChannel>> idle_;
};

}  // namespace auto_sync
