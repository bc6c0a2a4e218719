// Temporary files and directories when the machine has run out of something.
#include <sys/resource.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>

#include "adapters/storage_failure.h"
#include "adapters/temporary_directory.h"
#include "adapters/temporary_spool.h"
#include "support/catch.h"

namespace auto_sync {
namespace {

namespace fs = std::filesystem;

/// While it lives, this process may open nothing more.
class NoDescriptors {
 public:
  NoDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit none{0, before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("a temporary directory is removed also when nothing more can be opened") {
  const TemporaryDirectory parent{fs::temp_directory_path()};
  auto directory = std::make_unique<TemporaryDirectory>(parent.path());
  std::ofstream(directory->path() / "pack-1.pack") << "PACK";
  std::ofstream(directory->path() / "pack-1.idx") << "idx";
  {
    const NoDescriptors starved;
    directory.reset();
  }
  CHECK(fs::is_empty(parent.path()));
}

TEST_CASE("a temporary directory that cannot be opened is not left behind") {
  const TemporaryDirectory parent{fs::temp_directory_path()};
  std::string hint;
  {
    const NoDescriptors starved;
    try {
      const TemporaryDirectory directory{parent.path()};
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::usage);
      hint = error.hint();
    }
  }
  CHECK_THAT(hint, ContainsSubstring("ulimit -n"));
  CHECK(fs::is_empty(parent.path()));
}

TEST_CASE("what is said about a file that could not be written fits the reason") {
  CHECK_THAT(storage_hint(ENOSPC), ContainsSubstring("Make room"));
  CHECK_THAT(storage_hint(EFBIG), ContainsSubstring("ulimit -f"));
  CHECK_THAT(storage_hint(EMFILE), ContainsSubstring("ulimit -n"));
  CHECK_THAT(storage_hint(ENFILE), ContainsSubstring("too many files"));
  CHECK_THAT(storage_hint(EACCES), ContainsSubstring("can be written to"));
  const Error error = storage_failure("cannot write", ENOSPC);
  CHECK(error.kind() == ErrorKind::usage);
  CHECK_THAT(error.what(), ContainsSubstring("cannot write: No space left"));
}

}  // namespace auto_sync
