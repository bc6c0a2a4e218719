#include "adapters/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include "base/error.h"

namespace auto_sync {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int code) {
  throw Error(ErrorKind::usage,
              "Cannot write " + path.string() + ": " + std::generic_category().message(code) + ".");
}

/// An open file that closes itself.
class File {
 public:
  File(const std::filesystem::path& path, int flags)
      : path_(path), descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {
    if (descriptor_ < 0) fail(path_, errno);
  }
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void write(std::string_view content) const {
    while (!content.empty()) {
      const ssize_t count = ::write(descriptor_, content.data(), content.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail(path_, errno);
      content.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void sync() const {
    if (::fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS) fail(path_, errno);
  }
  /// Whether there is something in the file and it does not end with a line end.
  bool ends_inside_a_line() const {
    struct stat info = {};
    if (::fstat(descriptor_, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0) {
      return false;
    }
    char last = '\n';
    return ::pread(descriptor_, &last, 1, info.st_size - 1) == 1 && last != '\n';
  }

 private:
  std::filesystem::path path_;
  int descriptor_;
};

/// Gives `from` the name `to` unless that is taken. Returns 0 or the error's number.
int rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // A file system that cannot do it in one step.
  if (std::filesystem::exists(std::filesystem::symlink_status(to))) return EEXIST;
  return std::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

}  // namespace

bool write_new_file(const std::filesystem::path& path, std::string_view content) {
  const std::filesystem::path temporary =
      path.parent_path() /
      ("." + path.filename().string() + "." + std::to_string(::getpid()) + ".tmp");
  int failed = 0;
  try {
    const File file(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
    file.write(content);
    file.sync();
    failed = rename_to_new(temporary, path);
  } catch (const Error&) {
    ::unlink(temporary.c_str());
    throw;
  }
  if (failed == 0) return true;
  ::unlink(temporary.c_str());
  if (failed == EEXIST) return false;
  fail(path, failed);
}

void append_to_file(const std::filesystem::path& path, std::string_view content) {
  const File file(path, O_RDWR | O_CREAT | O_APPEND);
  file.write((file.ends_inside_a_line() ? "\n" : "") + std::string(content));
}

void create_directory_path(const std::filesystem::path& path) {
  std::error_code code;
  std::filesystem::create_directories(path, code);
  if (!code && std::filesystem::is_directory(path, code)) return;
  fail(path, code ? code.value() : ENOTDIR);
}

}  // namespace auto_sync
