#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "support/git_fixture.h"

namespace auto_sync::faults {

inline const std::string source_name = "o9nn/occ";
inline const std::string target_name = "cogpy/occ";
inline constexpr std::uint64_t workflow_id = 4711;

using Inputs = std::map<std::string, std::string>;

/// A situation that auto-sync is put into, as a person would tell it.
struct Scenario {
  std::string name;
  /// Makes both repositories; returns inputs that depend on what it made.
  Inputs (*grow)(testing::GitRepo& source, testing::GitRepo& target);
  Inputs inputs;
  std::string expected;                ///< the status when nothing disturbs
  std::string conclusion = "success";  ///< of the build
  bool writes_target = true;
  bool writes_source = false;
  bool merges = false;         ///< a merge commit may be pushed
  bool proposes = false;       ///< a branch auto-sync/... may be pushed, and a pull request opened
  bool proposes_back = false;  ///< the same, in the source
  bool asks_source = true;
};

const std::vector<Scenario>& scenarios();
/// Throws std::out_of_range for a name that there is not.
const Scenario& scenario(const std::string& name);

}  // namespace auto_sync::faults
