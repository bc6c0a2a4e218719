#pragma once
#include <filesystem>
#include <optional>
#include <string>

namespace auto_sync {

/// The file's bytes, `at_most` of them (a longer file gives one byte more, so that the reader sees
/// it is too long); nothing when there is no such file or it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t at_most);

}  // namespace auto_sync
