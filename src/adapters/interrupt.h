#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>

namespace auto_sync {

/// Makes a write beyond the limit on files (RLIMIT_FSIZE, setrlimit(2)) fail with EFBIG, as one to
/// a full disk fails, instead of ending the process by SIGXFSZ.
void fail_writes_at_file_limit();

/// The wish that the run ends soon: SIGINT or SIGTERM (the runner's cancel sends the one and,
/// 7.5 s later, the other), or trigger() in tests. Once asked for it cannot be taken back.
///
/// It can be polled (requested), waited for in poll(2) (wake_fd), and handed to condition
/// variables (stop_token). All functions may be called from any thread.
class Interrupt {
 public:
  /// Installs nothing: see handle_signals. Throws Error(usage) when no more files can be opened.
  Interrupt();
  /// Gives the signals back to whoever had them.
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// Takes over SIGINT and SIGTERM, which as PID 1 of a container would otherwise do nothing.
  /// The first asks for the end; a later one ends the process at once, with 128 + its number.
  /// A repetition within half a second is the same wish (timeout(1) sends its signal to the
  /// process and to its group). One object per process may do this.
  void handle_signals();

  /// Nothing more is to be ended: from now on, and after this object is gone, SIGINT and SIGTERM
  /// do nothing, so that the process ends as was decided. Call it after handle_signals.
  void let_end();

  bool requested() const { return signal() != 0; }
  /// The signal that asked first, or 0.
  int signal() const;
  /// Readable, and readable for ever, as soon as the end was asked for. Never read from it.
  int wake_fd() const;
  /// Throws Error(interrupted) naming the signal.
  void throw_if_requested() const;
  /// Stops as soon as the end was asked for. The first call starts a thread that sees to it.
  std::stop_token stop_token();

  /// As if the signal had come.
  void trigger(int signal_number);

  /// What the signal handler works on: it must not touch anything else.
  struct State;

 private:
  class Watcher;

  std::unique_ptr<State> state_;
  bool handling_signals_ = false;
  std::once_flag watcher_once_;
  std::unique_ptr<Watcher> watcher_;
};

}  // namespace auto_sync
