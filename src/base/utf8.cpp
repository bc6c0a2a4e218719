#include "base/utf8.h"

namespace auto_sync {
namespace {

struct Lead {
  std::size_t length = 0;    ///< bytes of the character; 0: cannot begin one
  unsigned char low = 0x80;  ///< bounds of the second byte
  unsigned char high = 0xBF;
};

Lead lead_of(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {2};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};  // shorter would be overlong
  if (byte == 0xED) return {3, 0x80, 0x9F};  // higher would be a surrogate
  if (byte >= 0xE1 && byte <= 0xEF) return {3};
  if (byte == 0xF0) return {4, 0x90, 0xBF};  // shorter would be overlong
  if (byte >= 0xF1 && byte <= 0xF3) return {4};
  if (byte == 0xF4) return {4, 0x80, 0x8F};  // higher would be beyond U+10FFFF
  return {};
}

}  // namespace

Utf8Char next_utf8(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1, true};
  const Lead lead = lead_of(first);
  if (lead.length == 0) return {};
  char32_t code = first & (0xFFU >> (lead.length + 1));
  for (std::size_t i = 1; i < lead.length; ++i) {
    const auto byte = i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    const unsigned low = i == 1 ? lead.low : 0x80U;
    const unsigned high = i == 1 ? lead.high : 0xBFU;
    if (byte < low || byte > high) return {0, i, false};
    code = (code << 6) | (byte & 0x3FU);
  }
  return {code, lead.length, true};
}

}  // namespace auto_sync
