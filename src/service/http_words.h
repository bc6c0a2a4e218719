#pragma once
#include <string>
#include <string_view>

#include "service/http_client.h"

namespace auto_sync {

/// Whether the answer's media type is `type` (lower case), whatever its parameters and its case
/// (RFC 9110, section 8.3.1).
bool has_type(const HttpResponse& response, std::string_view type);

/// Whether it is the answer hoped for: 200, of that media type (gitprotocol-http(5), "Smart Server
/// Response"; REST has other statuses for that).
bool is_answer(const HttpResponse& response, std::string_view type);

/// What a server says in the body of an error: one line of at most 300 bytes, read in the character
/// set that it names, printable. Empty where that is a web page, which is made for a browser.
std::string spoken_line(const HttpResponse& response);

/// How the server calls the request, for those who look after it, with the header's name:
/// "X-GitHub-Request-Id: 1A2B:3C4D". Printable; empty when no header names it.
std::string request_id_of(const HttpResponse& response);

/// An address without its query, which may hold what nobody is to see. Printable.
std::string without_query(std::string_view url);

/// Whether a redirection from `url` to `location` stays with the same scheme, host and port.
bool stays_on_host(std::string_view url, std::string_view location);

}  // namespace auto_sync
