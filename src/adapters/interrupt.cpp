#include "adapters/interrupt.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <string>
#include <thread>

#include "base/error.h"

namespace auto_sync {
namespace {

/// An eventfd: becomes readable with the first raise(), and stays so.
class Event {
 public:
  Event() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (fd_ < 0) {
      throw Error(ErrorKind::usage, "The machine lets this run open no more files.",
                  "Raise the limit on open files (ulimit -n).");
    }
  }
  ~Event() { close(fd_); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  int fd() const { return fd_; }
  /// Async-signal-safe.
  void raise() const {
    const std::uint64_t one = 1;
    // A full counter is the only failure: then it is readable already.
    [[maybe_unused]] const ssize_t written = write(fd_, &one, sizeof one);
  }

 private:
  int fd_;
};

std::int64_t milliseconds_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);  // async-signal-safe (POSIX.1-2008)
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

constexpr std::int64_t repetition_ms = 500;

}  // namespace

struct Interrupt::State {
  Event event;
  std::atomic<int> signal{0};
  std::atomic<std::int64_t> first_ms{0};
  static_assert(std::atomic<int>::is_always_lock_free);
  static_assert(std::atomic<std::int64_t>::is_always_lock_free);

  /// Async-signal-safe. Returns false when the end had been asked for before.
  bool request(int number) {
    int none = 0;
    if (!signal.compare_exchange_strong(none, number)) return false;
    event.raise();
    return true;
  }
};

namespace {

std::atomic<Interrupt::State*> handled{nullptr};
struct sigaction previous_int;
struct sigaction previous_term;

void on_signal(int number) {
  const int saved_errno = errno;
  Interrupt::State* state = handled.load();
  if (state != nullptr) {
    const std::int64_t now = milliseconds_now();
    std::int64_t first = 0;
    state->first_ms.compare_exchange_strong(first, now);
    if (!state->request(number) && now - state->first_ms.load() > repetition_ms) {
      _exit(128 + number);
    }
  }
  errno = saved_errno;
}

}  // namespace

void fail_writes_at_file_limit() {
  static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
}

/// Carries the wish over to a stop_source, which no signal handler may touch.
class Interrupt::Watcher {
 public:
  explicit Watcher(int wake_fd) : thread_([this, wake_fd] { watch(wake_fd); }) {}
  ~Watcher() {
    done_.raise();
    thread_.join();
  }
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  std::stop_token token() const { return stop_.get_token(); }

 private:
  void watch(int wake_fd) {
    pollfd fds[] = {{wake_fd, POLLIN, 0}, {done_.fd(), POLLIN, 0}};
    while (poll(fds, 2, -1) < 0 && errno == EINTR) {
    }
    if (fds[0].revents != 0) stop_.request_stop();
  }

  Event done_;
  std::stop_source stop_;
  std::thread thread_;
};

Interrupt::Interrupt() : state_(std::make_unique<State>()) {}

Interrupt::~Interrupt() {
  if (!handling_signals_) return;
  sigaction(SIGINT, &previous_int, nullptr);
  sigaction(SIGTERM, &previous_term, nullptr);
  handled.store(nullptr);
}

void Interrupt::handle_signals() {
  State* nobody = nullptr;
  if (!handled.compare_exchange_strong(nobody, state_.get())) {
    throw Error(ErrorKind::internal, "signals are handled already");
  }
  handling_signals_ = true;
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaddset(&action.sa_mask, SIGINT);
  sigaddset(&action.sa_mask, SIGTERM);
  sigaction(SIGINT, &action, &previous_int);
  sigaction(SIGTERM, &action, &previous_term);
}

void Interrupt::let_end() {
  static_cast<void>(std::signal(SIGINT, SIG_IGN));
  static_cast<void>(std::signal(SIGTERM, SIG_IGN));
  handled.store(nullptr);
  handling_signals_ = false;  // they are not given back
}

int Interrupt::signal() const {
  return state_->signal.load();
}

int Interrupt::wake_fd() const {
  return state_->event.fd();
}

void Interrupt::throw_if_requested() const {
  const int number = signal();
  if (number == 0) return;
  const std::string name = number == SIGINT    ? "SIGINT"
                           : number == SIGTERM ? "SIGTERM"
                                               : "signal " + std::to_string(number);
  throw Error(ErrorKind::interrupted, "interrupted by " + name);
}

std::stop_token Interrupt::stop_token() {
  std::call_once(watcher_once_, [this] { watcher_ = std::make_unique<Watcher>(wake_fd()); });
  return watcher_->token();
}

void Interrupt::trigger(int signal_number) {
  state_->request(signal_number);
}

}  // namespace auto_sync
