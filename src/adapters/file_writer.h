#pragma once
#include <filesystem>
#include <string_view>

#include "adapters/descriptor.h"

namespace auto_sync {

/// Throws the Error(usage) that names `path` and the reason, a number of errno.
[[noreturn]] void cannot_write(const std::filesystem::path& path, int code);

/// Writes into a file that was opened.
class FileWriter {
 public:
  /// `descriptor` as open(2) returned it, owned from now on; `path` is for messages. Throws
  /// Error(usage) when opening failed.
  FileWriter(std::filesystem::path path, int descriptor);

  /// Throws Error(usage).
  void write(std::string_view content) const;
  /// Waits until the content is on the disk. Throws Error(usage).
  void sync() const;
  /// Whether there is something in the file and it does not end with a line end.
  bool ends_inside_a_line() const;

 private:
  std::filesystem::path path_;
  Descriptor descriptor_;
};

/// Appends to a file, on a line of its own. Throws Error(usage) naming `path` and the reason.
void append_to_file(const std::filesystem::path& path, std::string_view content);

}  // namespace auto_sync
