#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace auto_sync {

/// "PACK", the version and the number of objects (gitformat-pack, "pack-*.pack files").
constexpr std::size_t pack_header_size = 12;
constexpr std::size_t pack_version_at = 4;
constexpr std::size_t pack_count_at = 8;

/// A number of a pack's header: its version, or how many objects it announces.
constexpr std::uint32_t pack_number(std::string_view header, std::size_t at) {
  std::uint32_t number = 0;
  for (const char byte : header.substr(at, 4)) {
    number = (number << 8) | static_cast<unsigned char>(byte);
  }
  return number;
}

/// The header of a pack that passes in pieces.
class PackHeader {
 public:
  /// Takes from the next piece what is still lacking. Whether that has completed it.
  bool take(std::string_view bytes) {
    if (bytes_.size() == pack_header_size) return false;
    bytes_.append(bytes.substr(0, pack_header_size - bytes_.size()));
    return bytes_.size() == pack_header_size;
  }
  /// As far as they have been taken.
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace auto_sync
