#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace auto_sync {

/// An http or https URL without credentials, query or fragment.
struct WebUrl {
  std::string scheme;  ///< `https`, or `http` for a loopback host
  std::string host;    ///< lower case; an IPv6 address keeps its brackets
  std::string port;    ///< empty when it is the scheme's own
  std::string path;    ///< empty, or `/` and more, without a slash at the end

  /// `https://host:8443`
  std::string origin() const;
  std::string text() const { return origin() + path; }
};

/// A URL, or why it is refused.
struct WebUrlResult {
  std::optional<WebUrl> url;
  std::string reason;  ///< without any part of the text that was parsed
};

/// Parses a URL that tokens may travel to: https, or http on loopback, since anywhere else a token
/// would travel in the clear; no user or password in it (docs/hosts.md, "URLs and credentials").
WebUrlResult parse_web_url(std::string_view text);

/// Whether `host` is this machine: `localhost`, 127.0.0.0/8 or `[::1]`.
bool is_loopback_host(std::string_view host);

}  // namespace auto_sync
