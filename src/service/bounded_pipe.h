#pragma once
#include <condition_variable>
#include <exception>
#include <mutex>
#include <stop_token>
#include <vector>

#include "service/byte_stream.h"

namespace auto_sync {

/// A pipe between two threads with a fixed amount of memory: the writer waits while it is full,
/// the reader while it is empty. One writer, one reader.
class BoundedPipe : public ByteSink, public ByteSource {
 public:
  /// `capacity` in bytes. `stop` wakes both sides: they then throw Error(interrupted).
  BoundedPipe(std::size_t capacity, std::stop_token stop);

  /// Throws Error(remote) once the reader has abandoned the pipe.
  void write(std::string_view bytes) override;
  std::size_t read(std::span<char> into) override;

  /// The writer is done: the reader gets what is left, then the end.
  void close();
  /// The writer failed: the reader gets `cause` at once, and never the end.
  void fail(std::exception_ptr cause);
  /// The reader has gone: the writer is released.
  void abandon();
  /// Waits until `bytes` are there, or the pipe is full or closed, or the writer failed (then
  /// throws its cause).
  void wait_for(std::size_t bytes);

 private:
  enum class State { open, closed, failed, abandoned };
  void throw_if_stopped() const;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::stop_token stop_;
  std::vector<char> ring_;
  std::size_t start_ = 0;
  std::size_t filled_ = 0;
  State state_ = State::open;
  std::exception_ptr cause_;
};

}  // namespace auto_sync
