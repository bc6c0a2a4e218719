#pragma once
#include <filesystem>

#include "service/spool.h"

namespace auto_sync {

/// Spools in temporary files, which have no name and so leave nothing behind however we end.
class TemporarySpooler : public Spooler {
 public:
  explicit TemporarySpooler(std::filesystem::path directory) : directory_(std::move(directory)) {}
  /// Throws Error(usage) when no file can be made there.
  std::unique_ptr<Spool> open() override;

 private:
  std::filesystem::path directory_;
};

}  // namespace auto_sync
