#pragma once
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace auto_sync {

/// A SHA-1 object id. The null id (all zeros) is what receive-pack reads as "no such ref".
class Oid {
 public:
  static constexpr std::size_t size = 20;

  Oid() = default;
  /// From 20 raw bytes.
  static Oid from_bytes(const void* bytes);
  /// From exactly 40 hexadecimal digits, either case; nothing for any other text.
  static std::optional<Oid> parse(std::string_view hex);

  std::string hex() const;        ///< 40 digits, lower case
  std::string short_hex() const;  ///< the first 7
  bool is_null() const { return *this == Oid(); }
  const std::array<std::uint8_t, size>& bytes() const { return bytes_; }

  auto operator<=>(const Oid&) const = default;  // NOLINT(modernize-use-nullptr): a false alarm

 private:
  std::array<std::uint8_t, size> bytes_{};
};

}  // namespace auto_sync

template <>
struct std::hash<auto_sync::Oid> {
  std::size_t operator()(const auto_sync::Oid& id) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, id.bytes().data(), sizeof value);
    return value;
  }
};
