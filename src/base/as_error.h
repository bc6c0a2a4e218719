#pragma once
#include <exception>

#include "base/error.h"

namespace auto_sync {

/// What an exception means that is none of ours: a machine without threads (std::thread and
/// std::async: std::errc::resource_unavailable_try_again) or memory (std::bad_alloc) left is an
/// Error(usage), since the place that the run was given is too small; anything else is our own
/// bug, Error(internal). An Error stays what it is.
Error as_error(const std::exception& exception);

}  // namespace auto_sync
