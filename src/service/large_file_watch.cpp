#include "service/large_file_watch.h"

#include <unistd.h>

#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "service/pack_entries.h"

namespace auto_sync {
namespace {

/// Where the processor is what the transfer waits for, the watch shall fall behind, and not the
/// transfer. On Linux this is the calling thread's alone (pthreads(7), "nice value").
void step_back() {
  static_cast<void>(nice(10));
}

}  // namespace

/// Looks for the first object above the limit, and then computes its id.
class LargeFileWatch::Finder : public PackEntryObserver {
 public:
  explicit Finder(LargeFileWatch& watch) : watch_(watch) {}

  void begin(const PackEntry& entry) override {
    const bool may_be_file = entry.is_delta() || entry.type == PackEntryType::blob;
    if (seen_ || !may_be_file || entry.object_size <= watch_.limit_) return;
    seen_ = true;
    if (!entry.is_delta()) {
      checksum_ = watch_.checksums_.open();
      checksum_->update("blob " + std::to_string(entry.object_size) + std::string(1, '\0'));
    }
    const std::lock_guard lock(watch_.mutex_);
    watch_.file_.size = entry.object_size;
    watch_.become(checksum_ ? State::seen : State::identified);
  }
  void data(std::string_view bytes) override {
    if (checksum_) checksum_->update(bytes);
  }
  void end() override {
    if (!checksum_) return;
    const Oid id = std::exchange(checksum_, nullptr)->finish();
    const std::lock_guard lock(watch_.mutex_);
    watch_.file_.id = id;
    watch_.become(State::identified);
  }

 private:
  LargeFileWatch& watch_;
  std::unique_ptr<Checksum> checksum_;
  bool seen_ = false;
};

void LargeFileWatch::become(State state) {
  state_ = state;
  changed_.notify_all();
}

void LargeFileWatch::write(std::string_view bytes) {
  if (bytes.empty() || !lets_pass(bytes)) return;
  if (!held_.empty()) next_.write(held_);
  held_.assign(bytes);
}

/// Takes note of a piece, and says whether it may pass.
bool LargeFileWatch::lets_pass(std::string_view bytes) {
  std::unique_lock lock(mutex_);
  taken_ += bytes.size();
  if (state_ != State::given_up && state_ != State::identified) queue(bytes, lock);
  if (state_ == State::identified) throw LargeFileSeen{file_};
  return state_ != State::seen;
}

/// Queues a piece for the reader, and starts it once an object above the limit is possible.
void LargeFileWatch::queue(std::string_view bytes, std::unique_lock<std::mutex>& lock) {
  if (state_ == State::seen) {  // nobody else waits for these bytes any more
    changed_.wait(lock, [&] { return backlog_.empty() || state_ != State::seen; });
  } else if (backlog_bytes_ + bytes.size() > backlog_at_most) {
    log::debug("The pack comes faster than it can be watched for large files.");
    backlog_.clear();
    become(State::given_up);
    return;
  }
  backlog_.emplace_back(bytes);
  backlog_bytes_ += bytes.size();
  if (state_ == State::idle && taken_ * deflate_ratio_at_most > limit_) {
    state_ = State::reading;
    reader_ = std::jthread([this](const std::stop_token& stop) { read_pack(stop); });
  }
  changed_.notify_all();
}

void LargeFileWatch::finish() {
  {
    std::unique_lock lock(mutex_);
    if (reader_.joinable()) {
      changed_.wait(lock, [&] {
        return state_ == State::given_up || state_ == State::identified ||
               (backlog_.empty() && !busy_);
      });
    }
    // Seen and not identified: the pack was cut within the file.
    if (state_ == State::seen || state_ == State::identified) throw LargeFileSeen{file_};
  }
  if (!held_.empty()) next_.write(held_);
}

/// The next piece, for the reader; false when there will be none.
bool LargeFileWatch::take(std::string& piece, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  busy_ = false;
  changed_.notify_all();
  const auto ended = [&] { return state_ == State::given_up || state_ == State::identified; };
  if (!changed_.wait(lock, stop, [&] { return ended() || !backlog_.empty(); })) return false;
  if (ended()) return false;
  piece = std::move(backlog_.front());
  backlog_.pop_front();
  backlog_bytes_ -= piece.size();
  busy_ = true;
  return true;
}

void LargeFileWatch::read_pack(const std::stop_token& stop) {
  try {
    step_back();
    Finder finder(*this);
    PackEntryReader reader(finder, inflaters_);
    std::string piece;
    while (take(piece, stop)) reader.feed(piece);
  } catch (const std::exception& error) {
    log::debug("The pack cannot be watched for large files: {}", error.what());
    const std::lock_guard lock(mutex_);
    // A file that was seen stays seen, as far as it ever will be.
    become(state_ == State::seen ? State::identified : State::given_up);
  }
}

}  // namespace auto_sync
