#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace auto_sync {

/// The bytes of a regular file, `at_most` of them (a longer file gives one byte more, so that the
/// reader sees it is too long); nothing when there is no such file. Never waits for a writer.
/// A path below `base` (if that is not empty) may lead through links, but not out of `base`.
/// Throws Error(usage), a sentence about the path, when it is no regular file (a directory, a
/// FIFO, a device), leads out of `base`, or cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t at_most,
                                     const std::filesystem::path& base = {});

/// Throws as read_file does when `path` is there and no regular file: for those that others read.
void require_regular_file(const std::filesystem::path& path);

}  // namespace auto_sync
