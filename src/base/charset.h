#pragma once
#include <string>
#include <string_view>

namespace auto_sync {

/// Bytes in the character set of that name (IANA's, as in a content type) as UTF-8, without a byte
/// order mark, by iconv(3). As they are where the name is empty or unknown, or they are not in it.
std::string to_utf8(std::string_view bytes, const std::string& charset);

}  // namespace auto_sync
