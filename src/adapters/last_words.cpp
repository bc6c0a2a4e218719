#include "adapters/last_words.h"

#include <unistd.h>

#include <csignal>

namespace auto_sync {
namespace {

constexpr char last_words[] =
    "auto-sync: an error could not even be told, most likely for lack of memory: give the process "
    "more (`ulimit -d`, `ulimit -v`, the container's limit). If it has enough, this is a bug in "
    "auto-sync: please report it.\n";

/// Takes no memory: signal-safety(7).
void say_and_leave(int /*signal*/) {
  const ssize_t written = ::write(STDERR_FILENO, last_words, sizeof last_words - 1);
  ::_exit(written < 0 ? 1 : 2);
}

}  // namespace

void leave_last_words() {
  static_cast<void>(std::signal(SIGABRT, say_and_leave));
}

}  // namespace auto_sync
