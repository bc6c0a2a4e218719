#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace auto_sync::faults {

using Refs = std::map<std::string, std::string>;

/// A change of a ref that git has committed.
struct Transition {
  bool ours = false;  ///< came over the wire; else the second writer's
  std::string ref;
  std::string old_id;  ///< empty: it did not exist
  std::string new_id;  ///< empty: it was deleted
};

/// The variable by which the second writer says who it is.
inline constexpr const char* writer_variable = "FAULTS_WRITER";

/// Has every committed change of a ref in the repository written down (githooks(5),
/// reference-transaction). With `abort_tags` it also aborts each transaction with a tag that comes
/// over the wire.
void install_witness(const std::filesystem::path& repository, bool abort_tags);

/// What was written down, in order. The values before are worked out from `initial`, since git
/// names none for a change that demands none.
std::vector<Transition> read_witness(const std::filesystem::path& repository, const Refs& initial);

}  // namespace auto_sync::faults
