#include "policy/web_url.h"

#include <algorithm>

#include "base/text.h"

namespace auto_sync {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// `number` read as decimal digits, at most `limit`; nothing for any other text.
bool is_number_up_to(std::string_view text, unsigned limit) {
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) {
    return false;
  }
  return std::stoul(std::string(text)) <= limit;
}

bool is_host(std::string_view host) {
  if (host.empty() || host.size() > 253) return false;
  if (host.starts_with('[')) {
    const std::string_view inner = host.substr(1, host.size() - 2);
    return host.ends_with(']') && inner.find(':') != std::string_view::npos &&
           std::all_of(inner.begin(), inner.end(),
                       [](char c) { return is_hex_digit(c) || c == ':' || c == '.'; });
  }
  if (host.front() == '.' || host.back() == '.' || host.front() == '-') return false;
  return host.find("..") == std::string_view::npos &&
         std::all_of(host.begin(), host.end(),
                     [](char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_'; });
}

/// RFC 3986 path characters, with every `%` followed by two digits.
bool has_path_characters(std::string_view path) {
  static constexpr std::string_view punctuation = "/-._~!$&'()*+,;=:@%";
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    if (!is_alphanumeric(c) && punctuation.find(c) == std::string_view::npos) return false;
    if (c != '%') continue;
    if (path.size() < i + 3 || !is_hex_digit(path[i + 1]) || !is_hex_digit(path[i + 2])) {
      return false;
    }
  }
  return true;
}

/// No empty part, no `.` and no `..`.
bool has_plain_parts(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::string_view part = path.substr(0, path.find('/'));
    if (part.empty() || part == "." || part == "..") return false;
    path.remove_prefix(part.size());
  }
  return true;
}

WebUrlResult refused(std::string reason) {
  return {std::nullopt, std::move(reason)};
}

}  // namespace

std::string WebUrl::origin() const {
  return scheme + "://" + host + (port.empty() ? "" : ":" + port);
}

bool is_loopback_host(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  if (!host.starts_with("127.")) return false;
  int parts = 0;
  while (true) {
    const std::size_t dot = host.find('.');
    const std::string_view part = host.substr(0, dot);
    if (part.size() > 3 || !is_number_up_to(part, 255)) return false;
    ++parts;
    if (dot == std::string_view::npos) return parts == 4;
    host.remove_prefix(dot + 1);
  }
}

WebUrlResult parse_web_url(std::string_view text) {
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return refused("has no `https://`");
  WebUrl url;
  url.scheme = to_lower(text.substr(0, colon));
  if (url.scheme != "https" && url.scheme != "http") return refused("is no https URL");
  std::string_view rest = text.substr(colon + 3);
  // A password may hold a slash: an `@` anywhere before a query is taken for the end of one.
  const std::size_t slash = rest.find('/');
  std::string_view authority = rest.substr(0, slash);
  const std::size_t port_colon = authority.rfind(':');
  const bool has_port = port_colon != std::string_view::npos && !authority.ends_with(']');
  const std::string_view port = has_port ? authority.substr(port_colon + 1) : std::string_view();
  if (authority.find('@') != std::string_view::npos ||
      (has_port && !is_number_up_to(port, 65535) && rest.find('@') != std::string_view::npos)) {
    return refused("has a user or a password in it");
  }
  url.host = to_lower(authority.substr(0, has_port ? port_colon : authority.size()));
  if (!is_host(url.host)) return refused("has no valid host name");
  if (has_port && (!is_number_up_to(port, 65535) || port == "0")) {
    return refused("has no valid port");
  }
  if (url.scheme == "http" && !is_loopback_host(url.host)) {
    return refused("is plain http, where a token would travel in the clear");
  }
  if (port != (url.scheme == "https" ? "443" : "80")) url.port = port;
  std::string_view path = slash == std::string_view::npos ? "" : rest.substr(slash);
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.find_first_of("?#") != std::string_view::npos) {
    return refused("has a query or a fragment");
  }
  if (!has_path_characters(path) || !has_plain_parts(path)) {
    return refused("has a path that is no path of a repository");
  }
  url.path = path;
  return {std::move(url), {}};
}

}  // namespace auto_sync
