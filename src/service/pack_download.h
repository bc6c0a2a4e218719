#pragma once
#include <exception>
#include <stop_token>
#include <thread>

#include "service/bounded_pipe.h"
#include "service/git_remote.h"
#include "service/transfer.h"
#include "service/transfer_progress.h"

namespace auto_sync {

/// A pack on its way from the source into a bounded pipe, fetched by a thread of its own. Given up
/// at once when this object goes, whatever the source is doing then.
class PackDownload {
 public:
  static constexpr std::size_t pipe_capacity = 2U << 20;

  /// `stop` ends it with Error(interrupted).
  PackDownload(GitSource& source, FetchQuestion question, Clock& clock, std::stop_token stop);
  ~PackDownload();
  PackDownload(const PackDownload&) = delete;
  PackDownload& operator=(const PackDownload&) = delete;

  /// The pack's bytes. Reading throws WantGone, or the Error that ended the fetch.
  ByteSource& pack() { return pipe_; }
  /// Waits for the first bytes. Whether they are there: a source that sends no pack, or fails, has
  /// none. Throws Error(interrupted).
  bool has_begun();

  /// Whether this download answers `question`, though it was perhaps asked before all was known.
  bool answers(const FetchQuestion& question) const;

  std::uint64_t bytes() const { return progress_.bytes(); }
  std::uint64_t objects() const { return progress_.objects(); }

 private:
  void fetch(GitSource& source, const std::stop_token& cancel);

  FetchQuestion question_;
  BoundedPipe pipe_;
  TransferProgress progress_;
  std::jthread thread_;  // last: it is joined before what it uses goes
};

/// Error(remote, transient): the source answered the request for objects without a pack.
Error no_pack();

}  // namespace auto_sync
