#pragma once
#include <string>
#include <vector>

namespace auto_sync::faults {

/// The first piece of a token that `text` shows: eight characters of it in a row, or twelve of
/// its base64, as git's credentials have it too; "" when there is none.
std::string piece_shown(const std::string& text, const std::vector<std::string>& tokens);

}  // namespace auto_sync::faults
