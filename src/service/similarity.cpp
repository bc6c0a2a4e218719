#include "service/similarity.h"

#include <algorithm>
#include <unordered_map>

#include "service/line_merge.h"

namespace auto_sync {
namespace {

constexpr std::size_t longest_piece = 64;
/// Hashes are taken modulo this prime: as few different values as git has, and the same ones.
constexpr std::uint32_t hash_values = 107'927;

/// Two 32-bit words that are shifted as one of 64 bits, seven to the left, round and round.
class PieceHash {
 public:
  void add(unsigned char byte) {
    const std::uint32_t low = low_;
    low_ = (low_ << 7) ^ (high_ >> 25);
    high_ = (high_ << 7) ^ (low >> 25);
    low_ += byte;
  }
  std::uint32_t value() const { return (low_ + high_ * 0x61U) % hash_values; }

 private:
  std::uint32_t low_ = 0;
  std::uint32_t high_ = 0;
};

}  // namespace

Pieces::Pieces(std::string_view content) : size_(content.size()) {
  const bool text = !is_binary(content);
  std::unordered_map<std::uint32_t, std::uint64_t> counts;
  PieceHash hash;
  std::size_t length = 0;
  const auto finish = [&] {
    if (length > 0) counts[hash.value()] += length;
    hash = {};
    length = 0;
  };
  for (std::size_t i = 0; i < content.size(); ++i) {
    const char c = content[i];
    if (text && c == '\r' && i + 1 < content.size() && content[i + 1] == '\n') continue;
    hash.add(static_cast<unsigned char>(c));
    if (++length == longest_piece || c == '\n') finish();
  }
  finish();
  counts_.assign(counts.begin(), counts.end());
  std::sort(counts_.begin(), counts_.end());
}

std::uint64_t Pieces::shared_with(const Pieces& other) const {
  std::uint64_t shared = 0;
  auto theirs = other.counts_.begin();
  for (const auto& [hash, bytes] : counts_) {
    while (theirs != other.counts_.end() && theirs->first < hash) ++theirs;
    if (theirs == other.counts_.end()) break;
    if (theirs->first == hash) shared += std::min(bytes, theirs->second);
  }
  return shared;
}

std::uint64_t similarity(const Pieces& from, const Pieces& to, std::uint64_t minimum) {
  const std::uint64_t largest = std::max(from.size(), to.size());
  const std::uint64_t difference = largest - std::min(from.size(), to.size());
  if (largest * (most_similar - minimum) < difference * most_similar) return 0;
  if (to.size() == 0) return 0;
  return from.shared_with(to) * most_similar / largest;
}

}  // namespace auto_sync
