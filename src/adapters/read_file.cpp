#include "adapters/read_file.h"

#include <fstream>

namespace auto_sync {

std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t at_most) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text(at_most + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace auto_sync
