#include "domain/oid.h"

namespace auto_sync {
namespace {

/// The value of a hexadecimal digit, or -1.
int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Oid Oid::from_bytes(const void* bytes) {
  Oid id;
  std::memcpy(id.bytes_.data(), bytes, size);
  return id;
}

std::optional<Oid> Oid::parse(std::string_view hex) {
  if (hex.size() != 2 * size) return std::nullopt;
  Oid id;
  for (std::size_t i = 0; i < size; ++i) {
    const int high = digit_value(hex[2 * i]);
    const int low = digit_value(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    id.bytes_[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return id;
}

std::string Oid::hex() const {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(2 * size);
  for (const std::uint8_t byte : bytes_) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::string Oid::short_hex() const {
  return hex().substr(0, 7);
}

}  // namespace auto_sync
