#pragma once
#include <deque>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "service/http_client.h"

namespace auto_sync::test {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// An answer with a JSON body; header names in lower case, as HttpClient gives them.
inline HttpResponse json_reply(int status, std::string body, Headers headers = {}) {
  HttpResponse response;
  response.status = status;
  response.headers = std::move(headers);
  response.headers.emplace_back("content-type", "application/json; charset=utf-8");
  response.body = std::move(body);
  return response;
}

/// A connection that fails in a way that a retry may cure.
inline Error connection_error() {
  return Error(ErrorKind::remote, "Could not connect to api.example.test", "", true);
}

/// Answers by script and records what was asked. Replies belong to a URL, or, for tests that ask
/// for one thing only, to whatever comes next. A request without a reply left is a test's mistake.
class ScriptedHttpClient : public HttpClient {
 public:
  using Reply = std::variant<HttpResponse, Error>;

  /// The next reply to any URL that has no replies of its own.
  void then(Reply reply) { next_.push_back(std::move(reply)); }
  /// A reply to exactly this URL; several are given out in turn.
  void on(const std::string& url, Reply reply) { routes_[url].push_back(std::move(reply)); }

  HttpResponse send(const HttpRequest& request, ResponseSink* sink = nullptr) override {
    if (sink != nullptr) throw std::logic_error("ScriptedHttpClient knows no sinks");
    requests.push_back(request);
    if (before_reply) before_reply();
    auto route = routes_.find(request.url);
    auto& replies = route == routes_.end() ? next_ : route->second;
    if (replies.empty()) throw std::logic_error("no reply scripted for " + request.url);
    const Reply reply = replies.front();
    replies.pop_front();
    if (const auto* error = std::get_if<Error>(&reply)) throw Error(*error);
    HttpResponse response = std::get<HttpResponse>(reply);
    if (response.url.empty()) response.url = request.url;
    return response;
  }

  std::vector<std::string> urls() const {
    std::vector<std::string> result;
    for (const auto& request : requests) result.push_back(request.url);
    return result;
  }

  std::vector<HttpRequest> requests;
  std::function<void()> before_reply;  ///< for requests that take time on a fake clock

 private:
  std::deque<Reply> next_;
  std::map<std::string, std::deque<Reply>> routes_;
};

}  // namespace auto_sync::test
