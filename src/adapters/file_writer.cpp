#include "adapters/file_writer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "adapters/storage_failure.h"
#include "base/error.h"

namespace auto_sync {

void cannot_write(const std::filesystem::path& path, int code) {
  const std::string reason = code == EXDEV ? "a symbolic link on the way leads out of the workspace"
                                           : std::generic_category().message(code);
  throw Error(ErrorKind::usage, "Cannot write " + path.string() + ": " + reason + ".",
              limit_hint(code));
}

FileWriter::FileWriter(std::filesystem::path path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor) {
  if (!descriptor_) cannot_write(path_, errno);
}

void FileWriter::write(std::string_view content) const {
  while (!content.empty()) {
    const ssize_t count = ::write(descriptor_.number(), content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) cannot_write(path_, errno);
    content.remove_prefix(static_cast<std::size_t>(count));
  }
}

void FileWriter::sync() const {
  if (::fsync(descriptor_.number()) != 0 && errno != EINVAL && errno != EROFS) {
    cannot_write(path_, errno);
  }
}

bool FileWriter::ends_inside_a_line() const {
  struct stat info = {};
  if (::fstat(descriptor_.number(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0) {
    return false;
  }
  char last = '\n';
  return ::pread(descriptor_.number(), &last, 1, info.st_size - 1) == 1 && last != '\n';
}

void append_to_file(const std::filesystem::path& path, std::string_view content) {
  const FileWriter file(path, ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  file.write((file.ends_inside_a_line() ? "\n" : "") + std::string(content));
}

}  // namespace auto_sync
