#include "adapters/read_file.h"

#include <algorithm>
#include <array>
#include <fstream>

namespace auto_sync {

std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t at_most) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text;
  std::array<char, 16384> piece{};
  while (text.size() <= at_most && file) {
    const std::size_t wanted = std::min(piece.size(), at_most + 1 - text.size());
    file.read(piece.data(), static_cast<std::streamsize>(wanted));
    text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
  }
  return text;
}

}  // namespace auto_sync
