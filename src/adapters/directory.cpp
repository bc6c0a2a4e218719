#include "adapters/directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "adapters/file_writer.h"
#include "adapters/open_beneath.h"

namespace auto_sync {
namespace {

namespace fs = std::filesystem;

constexpr int as_directory = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

Descriptor open_directory(const fs::path& path) {
  std::error_code code;
  fs::create_directories(path, code);
  Descriptor opened(::open(path.c_str(), as_directory));
  if (!opened) cannot_write(path, code ? code.value() : errno);
  return opened;
}

/// Folder by folder, each made in the one that is held open.
Descriptor open_directory_beneath(const fs::path& base, const fs::path& rest) {
  const Descriptor root = open_directory(base.empty() ? "." : base);
  Descriptor folder = open_beneath(root, ".", as_directory);
  fs::path so_far;
  for (const fs::path& part : rest) {
    if (!folder) break;
    so_far /= part;
    if (::mkdirat(folder.number(), part.c_str(), 0777) != 0 && errno != EEXIST) {
      cannot_write(base / so_far, errno);
    }
    folder = open_beneath(root, so_far, as_directory);
  }
  if (!folder) cannot_write(base / so_far, errno);
  return folder;
}

/// Gives `from` the name `to` unless that is taken. Returns 0 or the error's number.
int rename_to_new(int folder, const std::string& from, const std::string& to) {
  if (::renameat2(folder, from.c_str(), folder, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // A file system that cannot do it in one step.
  struct stat there = {};
  if (::fstatat(folder, to.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0) return EEXIST;
  return ::renameat(folder, from.c_str(), folder, to.c_str()) == 0 ? 0 : errno;
}

}  // namespace

Directory::Directory(fs::path path, const fs::path& base) : path_(std::move(path)) {
  const auto rest = rest_below(base, path_);
  descriptor_ = rest ? open_directory_beneath(base, *rest) : open_directory(path_);
}

bool Directory::write_new_file(const std::string& name, std::string_view content) const {
  const int folder = descriptor_.number();
  const std::string temporary = "." + name + "." + std::to_string(::getpid()) + ".tmp";
  remove(temporary);
  int failed = 0;
  try {
    const FileWriter file(path_ / name, ::openat(folder, temporary.c_str(),
                                                 O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    file.write(content);
    file.sync();
    failed = rename_to_new(folder, temporary, name);
  } catch (...) {
    remove(temporary);
    throw;
  }
  if (failed == 0) return true;
  remove(temporary);
  if (failed == EEXIST) return false;
  cannot_write(path_ / name, failed);
}

void Directory::remove(const std::string& name) const {
  ::unlinkat(descriptor_.number(), name.c_str(), 0);
}

}  // namespace auto_sync
