#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "domain/settings.h"

namespace auto_sync {

/// What several sentences say in the same way.

/// `cogpy/occ main`, the way sentences name the target branch.
std::string target_name(const Settings& settings);
/// "3 commits"; "commits" where nobody counted them.
std::string commits_phrase(const std::optional<std::uint64_t>& count);
/// Words of a server or a payload: printable, on one line, at most 100 characters.
std::string plain(const std::string& text);

}  // namespace auto_sync
