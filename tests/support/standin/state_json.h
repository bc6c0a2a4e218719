#pragma once
#include "support/standin/json_value.h"

namespace auto_sync::testing {

class GithubStandin;

/// Puts a state's JSON form over what the stand-in holds (tests/support/standin/README.md).
/// Throws std::invalid_argument for a member that it does not know.
void load_state(GithubStandin& standin, const Json& state);

}  // namespace auto_sync::testing
