#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace auto_sync::faults {

/// splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators"): the same
/// numbers for the same seed everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  /// 0 ... bound - 1
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  bool chance(unsigned percent) { return below(100) < percent; }

  template <typename T>
  T pick(const std::vector<T>& among) {
    return among.at(below(among.size()));
  }
  template <typename T>
  T pick(std::initializer_list<T> among) {
    return *(among.begin() + below(among.size()));
  }
  /// Each pair: what, and how often beside the others.
  template <typename T>
  T weighted(const std::vector<std::pair<T, unsigned>>& among) {
    std::uint64_t sum = 0;
    for (const auto& entry : among) sum += entry.second;
    std::uint64_t at = below(sum);
    for (const auto& [what, weight] : among) {
      if (at < weight) return what;
      at -= weight;
    }
    return among.back().first;
  }

  /// Letters and digits, as in a token.
  std::string word(std::size_t length) {
    constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::string out;
    while (out.size() < length) out += letters[below(sizeof letters - 1)];
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace auto_sync::faults
