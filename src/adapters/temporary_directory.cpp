#include "adapters/temporary_directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "adapters/storage_failure.h"

namespace auto_sync {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};

/// Removes the files in an open directory, for which nothing needs to be opened.
void remove_files(Descriptor held) {
  const std::unique_ptr<DIR, CloseDirectory> directory(fdopendir(held.number()));
  if (!directory) return;
  const int number = held.release();
  while (const dirent* entry = readdir(directory.get())) {
    unlinkat(number, entry->d_name, 0);  // directories, `.` and `..` too, stay
  }
}

}  // namespace

TemporaryDirectory::TemporaryDirectory(const std::filesystem::path& parent) {
  const std::string what = "cannot create a temporary directory in " + parent.string();
  std::string name = (parent / "auto-sync-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw storage_failure(what, errno);
  held_ = Descriptor(open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!held_) {
    const int error = errno;
    rmdir(name.c_str());
    throw storage_failure(what, error);
  }
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  remove_files(std::move(held_));
  if (rmdir(path_.c_str()) == 0) return;
  std::error_code ignored;  // what is left lies where temporary files are cleared away
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace auto_sync
