#pragma once
#include <map>
#include <string>

#include "support/process.h"
#include "support/standin/model.h"

namespace auto_sync::faults {

/// The payload of a completed build, as GitHub hands it to the workflow that it starts.
std::string build_payload(const testing::RunSpec& build, const std::string& server_url);

/// GITHUB_OUTPUT as the runner reads it: `key=value`, or `key<<DELIMITER`, lines, DELIMITER.
std::map<std::string, std::string> read_outputs(const std::string& text);

std::string slurp(const std::string& path);
void spill(const std::string& path, std::string_view text);

}  // namespace auto_sync::faults
