#pragma once
#include <string>
#include <string_view>

namespace auto_sync {

/// Standard base64 with padding (RFC 4648 section 4).
std::string base64_encode(std::string_view bytes);

}  // namespace auto_sync
