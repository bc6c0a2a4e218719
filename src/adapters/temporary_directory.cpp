#include "adapters/temporary_directory.h"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "base/error.h"

namespace auto_sync {

TemporaryDirectory::TemporaryDirectory(const std::filesystem::path& parent) {
  std::string name = (parent / "auto-sync-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw Error(ErrorKind::usage,
                "cannot create a temporary directory in " + parent.string() + ": " +
                    std::generic_category().message(errno),
                "Point RUNNER_TEMP (or TMPDIR) at a directory that can be written to.");
  }
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;  // what is left lies where temporary files are cleared away
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace auto_sync
