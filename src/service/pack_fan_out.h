#pragma once
#include <vector>

#include "service/bounded_pipe.h"

namespace auto_sync {

/// One pack for several readers: every piece goes into each reader's pipe, so the slowest reader
/// governs. A reader that has gone is passed over; the others get everything.
class PackFanOut : public ByteSink {
 public:
  /// The pipes must outlive this object.
  explicit PackFanOut(std::vector<BoundedPipe*> pipes) : pipes_(std::move(pipes)) {}

  /// Throws Error(remote) once every reader has gone, and Error(interrupted).
  void write(std::string_view bytes) override;
  void close();
  void fail(const std::exception_ptr& cause);

 private:
  std::vector<BoundedPipe*> pipes_;
};

}  // namespace auto_sync
