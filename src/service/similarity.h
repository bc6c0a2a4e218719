#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace auto_sync {

/// Scores go from 0 to this, as git counts them (diffcore.h: MAX_SCORE).
inline constexpr std::uint64_t most_similar = 60'000;

/// A file's content as counted pieces: lines, or 64 bytes of longer ones (git's diffcore-delta).
class Pieces {
 public:
  explicit Pieces(std::string_view content);

  std::size_t size() const { return size_; }
  /// Different ones.
  std::size_t count() const { return counts_.size(); }
  /// Bytes of this content that `other` has as well.
  std::uint64_t shared_with(const Pieces& other) const;

 private:
  std::vector<std::pair<std::uint32_t, std::uint64_t>> counts_;  ///< hash, bytes; sorted
  std::size_t size_;
};

/// How much of the larger file is in both, as git estimates it before it calls one the other
/// renamed; 0 where the sizes alone say that `minimum` cannot be reached.
std::uint64_t similarity(const Pieces& from, const Pieces& to, std::uint64_t minimum);

}  // namespace auto_sync
