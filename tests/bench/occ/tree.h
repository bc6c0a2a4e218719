#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "bench/occ/random.h"
#include "bench/occ/shape.h"
#include "bench/occ/text.h"

namespace auto_sync::bench {

/// A file, through all of its history.
struct File {
  std::string path;
  Content content = Content::code;
  std::uint32_t size = 0;  ///< bytes, at first
  std::uint64_t seed = 0;
  bool born = false;
  bool on_side_branch = false;  ///< changed by the open side branch: hands off elsewhere
  std::vector<Edit> edits;

  std::string render(const Vocabulary& vocabulary) const;
};

/// All files there will ever be, in the order of their paths.
std::vector<File> plan_files(const Shape& shape, const Vocabulary& vocabulary, Random& random);

}  // namespace auto_sync::bench
