#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "bench/occ/random.h"

namespace auto_sync::bench {

/// A point of a distribution: so many millionths of all values are no larger than `value`.
struct Knot {
  std::uint32_t millionths;
  std::uint32_t value;
};

/// `count` values that follow the distribution exactly (each takes its own slice of it), in random
/// order. The knots rise, from 0 to 1,000,000; between two of them the distribution is linear.
std::vector<std::uint32_t> draw(std::span<const Knot> knots, std::uint32_t count, Random& random);

}  // namespace auto_sync::bench
