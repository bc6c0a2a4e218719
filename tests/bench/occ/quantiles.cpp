#include "bench/occ/quantiles.h"

#include <utility>

namespace auto_sync::bench {

std::vector<std::uint32_t> draw(std::span<const Knot> knots, std::uint32_t count, Random& random) {
  std::vector<std::uint32_t> values;
  values.reserve(count);
  std::size_t upper = 1;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t position = count == 1 ? 500'000 : i * 1'000'000 / (count - 1);
    while (knots[upper].millionths < position) ++upper;
    const Knot low = knots[upper - 1];
    const Knot high = knots[upper];
    values.push_back(static_cast<std::uint32_t>(
        low.value + (position - low.millionths) * (high.value - low.value) /
                        (high.millionths - low.millionths)));
  }
  random.shuffle(values);
  return values;
}

}  // namespace auto_sync::bench
