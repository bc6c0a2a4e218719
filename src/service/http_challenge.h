#pragma once
#include <string>
#include <vector>

#include "service/http_client.h"

namespace auto_sync {

/// How a server wants to be shown who asks: the schemes of an answer's `WWW-Authenticate` headers,
/// as the server writes them, each once, in its order (RFC 9110, section 11.6.1: several challenges
/// in one header, or several headers). Printable, the first eight.
std::vector<std::string> challenged_schemes(const HttpResponse& response);

/// Whether `scheme` is among them, whatever its case.
bool names_scheme(const std::vector<std::string>& schemes, std::string_view scheme);

}  // namespace auto_sync
