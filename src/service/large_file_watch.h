#pragma once
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "domain/large_file.h"
#include "service/byte_stream.h"
#include "service/checksum.h"
#include "service/inflater.h"

namespace auto_sync {

/// Thrown through a transfer that is given up for a file above the limit: an outcome, no error.
struct LargeFileSeen {
  LargeFile file;
};

/// Lets a pack pass to `next`, and stops it before its end when an object in it is larger than the
/// target takes: GitHub says so only after the whole upload.
///
/// The pack is read in a thread of its own, fed with the same bytes. The relay never waits for it
/// while bytes come: what has not been read may pile up to `backlog_at_most`; beyond that the watch
/// gives up, and the host's own refusal is what remains. At the pack's end the last bytes are held
/// until all is read. A pack too small to hold such an object is not read at all.
///
/// What it sees: a whole object above the limit, by the entry's header, and a delta whose result
/// is, by the delta's own. An object that the target has already is in no pack.
class LargeFileWatch : public ByteSink {
 public:
  static constexpr std::size_t backlog_at_most = 8U << 20;

  /// `limit`: the largest size that passes, in bytes.
  LargeFileWatch(ByteSink& next, std::uint64_t limit, Inflaters& inflaters, Checksums& checksums)
      : next_(next), limit_(limit), inflaters_(inflaters), checksums_(checksums) {}
  ~LargeFileWatch() override { reader_.request_stop(); }
  LargeFileWatch(const LargeFileWatch&) = delete;
  LargeFileWatch& operator=(const LargeFileWatch&) = delete;

  /// From the moment such a file is seen nothing more passes, but bytes are taken until its id is
  /// known; then throws LargeFileSeen.
  void write(std::string_view bytes) override;
  /// Call once, after the last write; throws LargeFileSeen.
  void finish();

 private:
  class Finder;
  enum class State { idle, reading, seen, identified, given_up };

  bool lets_pass(std::string_view bytes);
  void queue(std::string_view bytes, std::unique_lock<std::mutex>& lock);
  void read_pack(const std::stop_token& stop);
  bool take(std::string& piece, const std::stop_token& stop);
  void become(State state);

  ByteSink& next_;
  std::uint64_t limit_;
  Inflaters& inflaters_;
  Checksums& checksums_;
  std::string held_;  ///< the last bytes written: they pass with the next ones
  std::uint64_t taken_ = 0;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  State state_ = State::idle;
  bool busy_ = false;  ///< the reader works on a piece
  std::deque<std::string> backlog_;
  std::size_t backlog_bytes_ = 0;
  LargeFile file_;
  std::jthread reader_;  // last: it uses the others
};

}  // namespace auto_sync
