#include "service/http_words.h"

#include <array>
#include <utility>

#include "base/charset.h"
#include "base/escape.h"
#include "base/text.h"

namespace auto_sync {
namespace {

/// By these headers hosts, and those that stand before them, name a request.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> request_id_headers = {{
    {"x-github-request-id", "X-GitHub-Request-Id"},
    {"x-request-id", "X-Request-Id"},
    {"x-vss-e2eid", "X-VSS-E2EID"},
    {"cf-ray", "CF-Ray"},
}};
constexpr std::size_t max_request_id = 100;

/// What stands before the parameters, without white space, in lower case.
std::string media_type(const HttpResponse& response) {
  const std::string_view value = response.header("content-type");
  return to_lower(trim(value.substr(0, value.find(';'))));
}

/// The parameter `charset` of the content type, without quotes; empty: none is named.
std::string charset_of(const HttpResponse& response) {
  constexpr std::string_view mark = "charset=";
  for (const std::string& parameter : split_list(response.header("content-type"), ";")) {
    if (!to_lower(parameter).starts_with(mark)) continue;
    return replace_all(trim(parameter.substr(mark.size())), "\"", "");
  }
  return {};
}

std::string_view origin_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  return url.substr(0, url.find_first_of("/?#", scheme + 3));
}

}  // namespace

bool has_type(const HttpResponse& response, std::string_view type) {
  return media_type(response) == type;
}

bool is_answer(const HttpResponse& response, std::string_view type) {
  return response.status == 200 && has_type(response, type);
}

std::string spoken_line(const HttpResponse& response) {
  const std::string body = trim(to_utf8(response.body, charset_of(response)));
  const bool page = media_type(response).find("html") != std::string::npos;
  if (body.empty() || body.front() == '<' || page) return {};
  return shorten(printable(body), 300);
}

std::string request_id_of(const HttpResponse& response) {
  for (const auto& [name, shown] : request_id_headers) {
    const std::string id = trim(response.header(name));
    if (!id.empty()) return std::string(shown) + ": " + shorten(printable(id), max_request_id);
  }
  return {};
}

std::string without_query(std::string_view url) {
  return printable(url.substr(0, url.find('?')));
}

bool stays_on_host(std::string_view url, std::string_view location) {
  if (location.starts_with("//")) return false;
  const std::string_view there = origin_of(location);
  return there.empty() || to_lower(there) == to_lower(origin_of(url));
}

}  // namespace auto_sync
