#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "bench/occ/quantiles.h"

namespace auto_sync::bench {

/// A stretch of history that begins and ends with no side branch open, so that a target can be
/// exactly so many commits behind.
struct Stretch {
  std::uint32_t commits;
  std::uint32_t merges;
};

/// The figures that a made-up repository follows.
struct Shape {
  std::uint32_t files;
  std::uint32_t directories;
  std::uint32_t top_level;  ///< directories
  std::uint32_t branches;   ///< `main` included
  std::uint32_t tags;
  std::uint32_t annotated_tags;
  std::uint32_t imports;        ///< commits that bring thousands of files each ...
  std::uint32_t imports_until;  ///< ... among so many first ones
  std::vector<Stretch> stretches;
  std::vector<Knot> files_in_a_commit;  ///< the imports aside
  std::uint32_t last_change_from;       ///< the last commit changes one file of more bytes ...
  std::uint32_t last_change_below;      ///< ... and fewer than that

  std::uint32_t commits() const;
  std::uint32_t merges() const;
};

/// OpenCog Collection, as measured; the stretches end 465, 50, 7, 1 and no commits ago.
inline const Shape occ = {.files = 52'959,
                          .directories = 8'240,
                          .top_level = 64,
                          .branches = 61,
                          .tags = 165,
                          .annotated_tags = 60,
                          .imports = 12,
                          .imports_until = 529,
                          .stretches = {{629, 97}, {415, 61}, {43, 5}, {6, 0}, {1, 0}},
                          .files_in_a_commit = {{0, 1},
                                                {250'000, 2},
                                                {500'000, 6},
                                                {750'000, 13},
                                                {900'000, 39},
                                                {970'000, 150},
                                                {990'000, 600},
                                                {1'000'000, 1'500}},
                          .last_change_from = 40'000,
                          .last_change_below = 60'000};

/// The same in a nutshell; the stretches end 20, 7, 1 and no commits ago.
inline const Shape pocket = {.files = 900,
                             .directories = 180,
                             .top_level = 32,
                             .branches = 9,
                             .tags = 20,
                             .annotated_tags = 8,
                             .imports = 3,
                             .imports_until = 20,
                             .stretches = {{60, 9}, {13, 2}, {6, 0}, {1, 0}},
                             .files_in_a_commit = {{0, 1}, {500'000, 5}, {1'000'000, 40}},
                             .last_change_from = 1'000,
                             .last_change_below = 60'000};

/// Bytes of a file: p50 1.6 KB, p90 15 KB, p99 254 KB, 4 MB at most.
inline constexpr std::array<Knot, 12> file_sizes = {{{0, 40},
                                                     {100'000, 180},
                                                     {250'000, 550},
                                                     {500'000, 1'500},
                                                     {750'000, 5'200},
                                                     {900'000, 15'300},
                                                     {950'000, 36'000},
                                                     {970'000, 80'000},
                                                     {990'000, 252'000},
                                                     {995'000, 420'000},
                                                     {999'000, 880'000},
                                                     {1'000'000, 4'194'304}}};

}  // namespace auto_sync::bench
