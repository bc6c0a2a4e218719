#include "service/bounded_pipe.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"

namespace auto_sync {

BoundedPipe::BoundedPipe(std::size_t capacity, std::stop_token stop)
    : stop_(std::move(stop)), ring_(capacity) {}

void BoundedPipe::throw_if_stopped() const {
  if (stop_.stop_requested()) throw Error(ErrorKind::interrupted, "The run was interrupted.");
}

void BoundedPipe::write(std::string_view bytes) {
  while (!bytes.empty()) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop_,
                  [&] { return filled_ < ring_.size() || state_ == State::abandoned; });
    throw_if_stopped();
    if (state_ == State::abandoned) {
      throw Error(ErrorKind::remote, "The target stopped taking the pack.");
    }
    const std::size_t end = (start_ + filled_) % ring_.size();
    const std::size_t room = std::min(ring_.size() - filled_, ring_.size() - end);
    const std::size_t count = std::min(room, bytes.size());
    std::memcpy(ring_.data() + end, bytes.data(), count);
    filled_ += count;
    bytes.remove_prefix(count);
    lock.unlock();
    changed_.notify_all();
  }
}

std::size_t BoundedPipe::read(std::span<char> into) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, stop_, [&] { return filled_ > 0 || state_ != State::open; });
  throw_if_stopped();
  if (state_ == State::failed) std::rethrow_exception(cause_);
  std::size_t total = 0;
  while (filled_ > 0 && total < into.size()) {
    const std::size_t run = std::min(filled_, ring_.size() - start_);
    const std::size_t count = std::min(run, into.size() - total);
    std::memcpy(into.data() + total, ring_.data() + start_, count);
    start_ = (start_ + count) % ring_.size();
    filled_ -= count;
    total += count;
  }
  lock.unlock();
  changed_.notify_all();
  return total;
}

void BoundedPipe::close() {
  {
    const std::lock_guard lock(mutex_);
    if (state_ == State::open) state_ = State::closed;
  }
  changed_.notify_all();
}

void BoundedPipe::fail(std::exception_ptr cause) {
  {
    const std::lock_guard lock(mutex_);
    if (state_ == State::open) state_ = State::failed;
    cause_ = std::move(cause);
  }
  changed_.notify_all();
}

void BoundedPipe::abandon() {
  {
    const std::lock_guard lock(mutex_);
    state_ = State::abandoned;
  }
  changed_.notify_all();
}

void BoundedPipe::wait_for(std::size_t bytes) {
  std::unique_lock lock(mutex_);
  const std::size_t enough = std::min(bytes, ring_.size());
  changed_.wait(lock, stop_, [&] { return filled_ >= enough || state_ != State::open; });
  throw_if_stopped();
  if (state_ == State::failed) std::rethrow_exception(cause_);
}

}  // namespace auto_sync
