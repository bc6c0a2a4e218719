#include "adapters/interrupt.h"

#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>

#include "adapters/system_clock.h"
#include "base/error.h"
#include "support/catch.h"

namespace auto_sync {
namespace {

bool is_readable(int fd) {
  pollfd readable{fd, POLLIN, 0};
  return poll(&readable, 1, 0) == 1;
}

/// Runs `body` in a child process and returns its wait status.
int in_child(const std::function<void()>& body) {
  const pid_t child = fork();
  if (child == 0) {
    body();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("without a signal nothing is interrupted") {
  Interrupt interrupt;
  CHECK_FALSE(interrupt.requested());
  CHECK(interrupt.signal() == 0);
  CHECK_FALSE(is_readable(interrupt.wake_fd()));
  CHECK_FALSE(interrupt.stop_token().stop_requested());
  CHECK_NOTHROW(interrupt.throw_if_requested());
}

TEST_CASE("SIGINT and SIGTERM ask for the end and say which of them came") {
  for (const int number : {SIGINT, SIGTERM}) {
    Interrupt interrupt;
    interrupt.handle_signals();
    kill(getpid(), number);
    CHECK(interrupt.signal() == number);
    CHECK(is_readable(interrupt.wake_fd()));
    try {
      interrupt.throw_if_requested();
      FAIL("not interrupted");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::interrupted);
      CHECK_THAT(error.what(), EndsWith(number == SIGINT ? "SIGINT" : "SIGTERM"));
    }
  }
}

TEST_CASE("the first signal is the one that counts, and its repetition does no harm") {
  Interrupt interrupt;
  interrupt.handle_signals();
  kill(getpid(), SIGINT);
  kill(getpid(), SIGTERM);
  CHECK(interrupt.signal() == SIGINT);
}

TEST_CASE("a later second signal ends the process at once with 128 and its number") {
  const int status = in_child([] {
    Interrupt interrupt;
    interrupt.handle_signals();
    kill(getpid(), SIGINT);
    for (;;) kill(getpid(), SIGTERM);  // the repetitions of the first half second are the same wish
  });
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 143);
}

TEST_CASE("signals go back to where they went before") {
  const int status = in_child([] {
    static_cast<void>(std::signal(SIGTERM, SIG_DFL));  // Catch has its own
    { Interrupt().handle_signals(); }
    kill(getpid(), SIGTERM);
  });
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGTERM);
}

TEST_CASE("only one object at a time handles the signals") {
  Interrupt first;
  first.handle_signals();
  Interrupt second;
  CHECK_THROWS_AS(second.handle_signals(), Error);
}

TEST_CASE("a wait on a condition variable ends when the run is interrupted") {
  Interrupt interrupt;
  std::mutex mutex;
  std::condition_variable_any changed;
  std::unique_lock lock(mutex);
  std::thread trigger([&] {
    const std::scoped_lock waiting(mutex);  // held until the wait has begun
    interrupt.trigger(SIGTERM);
  });
  CHECK_FALSE(changed.wait(lock, interrupt.stop_token(), [] { return false; }));
  lock.unlock();
  trigger.join();
}

TEST_CASE("a stop token asked for after the interruption is stopped in no time") {
  Interrupt interrupt;
  interrupt.trigger(SIGINT);
  std::mutex mutex;
  std::condition_variable_any changed;
  std::unique_lock lock(mutex);
  CHECK_FALSE(changed.wait(lock, interrupt.stop_token(), [] { return false; }));
}

TEST_CASE("a sleep ends when the run is interrupted") {
  Interrupt interrupt;
  SystemClock clock(interrupt);
  std::thread trigger([&] { interrupt.trigger(SIGTERM); });
  CHECK_THROWS_AS(clock.sleep_for(std::chrono::hours(10)), Error);
  trigger.join();
}

TEST_CASE("an undisturbed sleep takes at least as long as asked") {
  Interrupt interrupt;
  SystemClock clock(interrupt);
  const auto before = clock.steady();
  clock.sleep_for(std::chrono::milliseconds(20));
  CHECK(clock.steady() - before >= std::chrono::milliseconds(20));
  clock.sleep_for(std::chrono::milliseconds(-5));
  CHECK(clock.now().time_since_epoch() > std::chrono::hours(0));
}

TEST_CASE("once the end was decided no signal changes it, also when the object is gone") {
  const int status = in_child([] {
    {
      Interrupt interrupt;
      interrupt.handle_signals();
      interrupt.let_end();
      kill(getpid(), SIGTERM);
      if (interrupt.requested()) _exit(2);
    }
    kill(getpid(), SIGINT);
    kill(getpid(), SIGTERM);
    _exit(5);
  });
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 5);
}

TEST_CASE("a write beyond the limit on files fails and does not end the process") {
  const int status = in_child([] {
    fail_writes_at_file_limit();
    const rlimit none{0, 0};
    setrlimit(RLIMIT_FSIZE, &none);
    std::FILE* file = std::tmpfile();
    if (file == nullptr) _exit(1);
    _exit(write(fileno(file), "x", 1) < 0 && errno == EFBIG ? 5 : 2);
  });
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 5);
}

}  // namespace auto_sync
