#pragma once
#include <cstdint>
#include <optional>

#include "service/checksum.h"
#include "service/git_remote.h"
#include "service/inflater.h"

namespace auto_sync {

/// A source whose packs are watched for files above a limit (service/large_file_watch.h), for
/// relaying from it. A fetch that meets one throws LargeFileSeen before the pack's end.
class WatchedSource : public GitSource {
 public:
  /// Without a `limit` nothing is watched.
  WatchedSource(GitSource& source, std::optional<std::uint64_t> limit, Inflaters& inflaters,
                Checksums& checksums)
      : source_(source), limit_(limit), inflaters_(inflaters), checksums_(checksums) {}

  std::string who() const override { return source_.who(); }
  Side side() const override { return source_.side(); }
  SourceListing list(const std::vector<std::string>& prefixes) override {
    return source_.list(prefixes);
  }
  FetchAnswer fetch(const FetchQuestion& question, ByteSink& pack) override;

 private:
  GitSource& source_;
  std::optional<std::uint64_t> limit_;
  Inflaters& inflaters_;
  Checksums& checksums_;
};

}  // namespace auto_sync
