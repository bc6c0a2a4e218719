#include "adapters/open_beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace auto_sync {

namespace fs = std::filesystem;

namespace {

/// One part of a path, unless it is a link (EXDEV).
Descriptor open_part(const Descriptor& folder, const fs::path& part, int flags) {
  Descriptor opened(::openat(folder.number(), part.c_str(), flags | O_NOFOLLOW | O_CLOEXEC));
  if (opened) return opened;
  const int failed = errno;
  struct stat info = {};
  const bool link = ::fstatat(folder.number(), part.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
                    S_ISLNK(info.st_mode);
  errno = link ? EXDEV : failed;
  return opened;
}

}  // namespace

std::optional<fs::path> rest_below(const fs::path& base, const fs::path& path) {
  const fs::path rest = path.lexically_normal().lexically_relative(base.lexically_normal());
  if (rest.empty() || *rest.begin() == "..") return std::nullopt;
  return rest;
}

Descriptor open_beneath(const Descriptor& base, const fs::path& rest, int flags) {
  open_how how = {};
  how.flags = static_cast<__u64>(flags) | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  const long number = ::syscall(SYS_openat2, base.number(), rest.c_str(), &how, sizeof how);
  // EPERM: a container's filter of system calls that is older than this one.
  if (number < 0 && (errno == ENOSYS || errno == EPERM)) {
    return open_without_links(base, rest, flags);
  }
  return Descriptor(static_cast<int>(number));
}

Descriptor open_without_links(const Descriptor& base, const fs::path& rest, int flags) {
  Descriptor folder = open_part(base, ".", O_PATH | O_DIRECTORY);
  for (const fs::path& part : rest.parent_path()) {
    if (!folder) return folder;
    folder = open_part(folder, part, O_PATH | O_DIRECTORY);
  }
  return folder ? open_part(folder, rest.filename(), flags) : std::move(folder);
}

}  // namespace auto_sync
