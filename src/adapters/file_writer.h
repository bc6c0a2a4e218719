#pragma once
#include <filesystem>
#include <string_view>

namespace auto_sync {

/// Writes a new file, whole or not at all: a temporary neighbour, synced to disk, is given the
/// name. Returns false, and leaves everything as it was, when there is a file of that name.
/// Throws Error(usage) naming `path` and the reason.
bool write_new_file(const std::filesystem::path& path, std::string_view content);

/// Appends to a file, on a line of its own. Throws as write_new_file does.
void append_to_file(const std::filesystem::path& path, std::string_view content);

/// Creates the directory and those above it. Throws Error(usage) naming `path` and the reason,
/// also when there is something else of that name.
void create_directory_path(const std::filesystem::path& path);

}  // namespace auto_sync
