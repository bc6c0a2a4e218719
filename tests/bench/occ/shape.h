#pragma once
#include <array>
#include <cstdint>

#include "bench/occ/quantiles.h"

// The figures of the repository that is imitated: OpenCog Collection, as measured.
namespace auto_sync::bench::shape {

constexpr std::uint32_t files = 52'959;
constexpr std::uint32_t directories = 8'240;
constexpr std::uint32_t commits = 1'094;
constexpr std::uint32_t merges = 163;
constexpr std::uint32_t branches = 61;  ///< `main` included
constexpr std::uint32_t tags = 165;
constexpr std::uint32_t annotated_tags = 60;

/// Bytes of a file: p50 1.6 KB, p90 15 KB, p99 254 KB, 4 MB at most.
constexpr std::array<Knot, 12> file_sizes = {{{0, 40},
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

/// Files in an ordinary commit: p50 5, p90 39. The imports come on top.
constexpr std::array<Knot, 8> files_in_a_commit = {{{0, 1},
                                                    {250'000, 2},
                                                    {500'000, 6},
                                                    {750'000, 13},
                                                    {900'000, 39},
                                                    {970'000, 150},
                                                    {990'000, 600},
                                                    {1'000'000, 1'500}}};

/// Commits that bring thousands of files each.
constexpr std::uint32_t imports = 12;

/// A stretch of history that begins and ends with no side branch open, so that a target can be
/// exactly so many commits behind.
struct Stretch {
  std::uint32_t commits;
  std::uint32_t merges;
};
constexpr std::array<Stretch, 5> stretches = {
    {{629, 97}, {415, 61}, {43, 5}, {6, 0}, {1, 0}}};  // 465, 50, 7 and 1 commits from the end

}  // namespace auto_sync::bench::shape
