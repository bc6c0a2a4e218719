#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace auto_sync::testing {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// The head of a request. Header names are in lower case, the path is percent-encoded as sent.
struct HttpRequestHead {
  std::string method;
  std::string path;
  std::string query;
  bool http_1_0 = false;
  Headers headers;

  /// The first header of that (lower-case) name, or "".
  std::string_view header(std::string_view name) const;
  /// The query's parameters, decoded; the first of each name counts.
  std::map<std::string, std::string> parameters() const;
};

/// A whole answer. Content-Length and the like are added when it is sent.
struct HttpAnswer {
  int status = 200;
  Headers headers;
  std::string body;
};

/// Parses request line and header lines (without the empty line). Throws std::invalid_argument.
HttpRequestHead parse_request_head(std::string_view text);

std::string_view reason_phrase(int status);
std::string lower_case(std::string_view text);
std::string percent_decode(std::string_view text, bool plus_is_space = false);
/// The bytes that base64 `text` stands for; stops at the first character that is none of its.
std::string base64_decode(std::string_view text);

}  // namespace auto_sync::testing
