#pragma once
#include <cstddef>
#include <string_view>

namespace auto_sync {

/// One character of a UTF-8 text, or the bytes that are none.
struct Utf8Char {
  char32_t code = 0;       ///< the code point, when valid
  std::size_t length = 1;  ///< bytes to step over, at least 1
  bool valid = false;      ///< false: one U+FFFD stands for these bytes
};

/// The first character of `text`, which must not be empty. Overlong forms, surrogates and code
/// points beyond U+10FFFF are invalid (Unicode Standard, table 3-7); of an invalid sequence the
/// longest part that could have begun a character is one step.
Utf8Char next_utf8(std::string_view text);

}  // namespace auto_sync
