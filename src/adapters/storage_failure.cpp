#include "adapters/storage_failure.h"

#include <cerrno>
#include <system_error>

namespace auto_sync {

std::string limit_hint(int error) {
  switch (error) {
    case EFBIG:
      return "Raise the limit on the size of files (ulimit -f).";
    case EMFILE:
      return "Raise the limit on open files (ulimit -n).";
    case ENFILE:
      return "The machine has too many files open: end what else runs there, or raise the limit "
             "(sysctl fs.file-max).";
    default:
      return {};
  }
}

std::string storage_hint(int error) {
  switch (error) {
    case EFBIG:
    case EMFILE:
    case ENFILE:
      return limit_hint(error);
    case ENOSPC:
    case EDQUOT:
      return "Make room in the directory that RUNNER_TEMP (or TMPDIR) names, or name another.";
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOENT:
    case ENOTDIR:
      return "Point RUNNER_TEMP (or TMPDIR) at a directory that can be written to.";
    default:
      return "Make room in, or repair, the directory that RUNNER_TEMP (or TMPDIR) names.";
  }
}

Error storage_failure(const std::string& what, int error) {
  return {ErrorKind::usage, what + ": " + std::generic_category().message(error),
          storage_hint(error)};
}

}  // namespace auto_sync
