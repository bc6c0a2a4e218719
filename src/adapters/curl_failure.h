#pragma once
#include <curl/curl.h>

#include <string>
#include <string_view>

#include "base/error.h"

namespace auto_sync {

/// The Error for a transfer that libcurl ended with `code`. `asked` says what was being asked
/// ("GET https://host/path"), `detail` is libcurl's own explanation, where it has one.
Error curl_failure(CURLcode code, const std::string& asked, std::string_view detail);
/// The Error for a request that a proxy did not pass on, but answered with `status` itself.
Error proxy_failure(int status, const std::string& asked);

}  // namespace auto_sync
