#pragma once
#include <random>
#include <string>
#include <vector>

namespace fuzz {

/// Changes inputs at random, but the same way every time: what fails once fails again.
class Mutator {
 public:
  /// `others` are inputs to splice pieces from; they must outlive this object, and be at least one.
  Mutator(const std::vector<std::string>& others, std::uint32_t seed)
      : others_(others), random_(seed) {}

  /// `input` with one to four small changes.
  std::string mutate(std::string input);

 private:
  /// A number below `limit`, which is at least 1.
  std::size_t below(std::size_t limit) { return random_() % limit; }
  void change(std::string& input);

  const std::vector<std::string>& others_;
  std::mt19937 random_;
};

}  // namespace fuzz
