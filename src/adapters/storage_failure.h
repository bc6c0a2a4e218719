#pragma once
#include <string>

#include "base/error.h"

namespace auto_sync {

/// What to do where a limit on the process, or on the machine, is the reason, by errno(3); empty
/// where none is.
std::string limit_hint(int error);

/// What to do about a temporary file that could not be made or written, by errno(3): room, file
/// descriptors and permissions are had in different ways.
std::string storage_hint(int error);

/// Error(usage) of what could not be done ("cannot create a temporary file in /tmp") and why.
Error storage_failure(const std::string& what, int error);

}  // namespace auto_sync
