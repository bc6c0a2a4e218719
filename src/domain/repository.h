#pragma once
#include <string>

namespace auto_sync {

/// Where a repository is. Never holds credentials.
struct RepositoryAddress {
  std::string url;        ///< what git asks: `https://host/owner/name.git`, no trailing slash
  std::string web_url;    ///< for people: `https://host/owner/name`
  std::string full_name;  ///< `owner/name` when it is on `server_url`, else empty: no REST there

  /// What messages call it: `owner/name`, or the URL for another host.
  const std::string& display_name() const { return full_name.empty() ? web_url : full_name; }
  bool on_server() const { return !full_name.empty(); }
};

}  // namespace auto_sync
