#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace auto_sync {

/// Scheme, host and port of `url`, in a form that compares ("https://github.com:443").
/// Throws Error(usage) when it is no http or https URL, or holds a user or password.
std::string origin_of(const std::string& url);

/// `url` as it may be shown: without user, password, query and fragment.
std::string url_to_show(const std::string& url);

/// Where `location`, absolute or relative to `url`, leads; nothing when that is another origin.
std::optional<std::string> same_origin_redirect(const std::string& url,
                                                const std::string& location);

}  // namespace auto_sync
