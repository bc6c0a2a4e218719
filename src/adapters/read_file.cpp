#include "adapters/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "adapters/descriptor.h"
#include "adapters/open_beneath.h"
#include "base/error.h"

namespace auto_sync {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse_file(const fs::path& path, const std::string& why) {
  throw Error(ErrorKind::usage, path.string() + " " + why + ".");
}

std::string kind_in_words(mode_t mode) {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a FIFO (a named pipe)";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

/// O_NONBLOCK: opening a FIFO would wait for somebody who writes into it.
Descriptor open_for_reading(const fs::path& path, const fs::path& base) {
  constexpr int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY;
  const auto rest = base.empty() ? std::nullopt : rest_below(base, path);
  if (!rest) return Descriptor(::open(path.c_str(), flags | O_CLOEXEC));
  const Descriptor folder(::open(base.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  return folder ? open_beneath(folder, *rest, flags) : Descriptor();
}

void require_regular(const fs::path& path, const struct stat& info) {
  if (S_ISREG(info.st_mode)) return;
  refuse_file(path, "is " + kind_in_words(info.st_mode) + ", not a regular file");
}

}  // namespace

std::optional<std::string> read_file(const fs::path& path, std::size_t at_most,
                                     const fs::path& base) {
  const Descriptor file = open_for_reading(path, base);
  if (!file && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (!file && errno == EXDEV) {
    refuse_file(path, "leads out of " + base.string() + " through a symbolic link");
  }
  struct stat info = {};
  if (!file && errno == ENXIO) refuse_file(path, "is a socket, not a regular file");
  if (!file || ::fstat(file.number(), &info) != 0) {
    refuse_file(path, "cannot be read: " + std::generic_category().message(errno));
  }
  require_regular(path, info);
  std::string text;
  std::array<char, 16384> piece{};
  while (text.size() <= at_most) {
    const std::size_t wanted = std::min(piece.size(), at_most + 1 - text.size());
    const ssize_t count = ::read(file.number(), piece.data(), wanted);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      refuse_file(path, "cannot be read: " + std::generic_category().message(errno));
    }
    if (count == 0) break;
    text.append(piece.data(), static_cast<std::size_t>(count));
  }
  return text;
}

void require_regular_file(const fs::path& path) {
  struct stat info = {};
  if (::stat(path.c_str(), &info) == 0) require_regular(path, info);
}

}  // namespace auto_sync
