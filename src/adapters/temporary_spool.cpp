#include "adapters/temporary_spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "adapters/storage_failure.h"

namespace auto_sync {
namespace {

Error cannot(const std::string& what) {
  return storage_failure("cannot " + what, errno);
}

struct Close {
  void operator()(std::FILE* file) const {
    if (std::fclose(file) != 0) return;  // only read from by now, or given up
  }
};

class FileSpool : public Spool {
 public:
  explicit FileSpool(std::FILE* file) : file_(file) {}

  void write(std::string_view bytes) override {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) {
      throw cannot("write the pack to a temporary file");
    }
    written_ += bytes.size();
  }

  void rewind() override {
    if (std::fflush(file_.get()) != 0 || std::fseek(file_.get(), 0, SEEK_SET) != 0) {
      throw cannot("write the pack to a temporary file");
    }
  }

  std::size_t read(std::span<char> into) override {
    const std::size_t count = std::fread(into.data(), 1, into.size(), file_.get());
    if (count == 0 && std::ferror(file_.get()) != 0) throw cannot("read the spooled pack");
    return count;
  }

  std::optional<std::uint64_t> length() const override { return written_; }

  bool start_again() override { return std::fseek(file_.get(), 0, SEEK_SET) == 0; }

 private:
  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t written_ = 0;
};

}  // namespace

std::unique_ptr<Spool> TemporarySpooler::open() {
  std::string name = (directory_ / "auto-sync-pack-XXXXXX").string();
  const int descriptor = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) throw cannot("create a temporary file in " + directory_.string());
  unlink(name.c_str());
  std::FILE* file = fdopen(descriptor, "w+b");
  if (file == nullptr) {
    close(descriptor);
    throw cannot("open a temporary file");
  }
  return std::make_unique<FileSpool>(file);
}

}  // namespace auto_sync
