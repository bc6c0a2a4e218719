#pragma once
#include <optional>
#include <string_view>

#include "policy/inputs.h"

namespace auto_sync {

/// Why `text` (trimmed, not empty) is not taken for this input from a configuration file, by the
/// rule in the input's row; nothing when it is. Whether the value is a right one is another
/// question. The remedy names the places that may say it.
std::optional<Refusal> refuse_in_file(const Input& input, std::string_view text);

}  // namespace auto_sync
