#include "bench/occ/shape.h"

namespace auto_sync::bench {

std::uint32_t Shape::commits() const {
  std::uint32_t sum = 0;
  for (const auto& stretch : stretches) sum += stretch.commits;
  return sum;
}

std::uint32_t Shape::merges() const {
  std::uint32_t sum = 0;
  for (const auto& stretch : stretches) sum += stretch.merges;
  return sum;
}

}  // namespace auto_sync::bench
