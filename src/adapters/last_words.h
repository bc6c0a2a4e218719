#pragma once

namespace auto_sync {

/// Sees to it that a process that aborts, as the C++ library does when it has no memory left even
/// to tell of an error, says so in a line on standard error and ends with exit code 2, like any run
/// that the machine gives too little. Call once, at the start of main.
void leave_last_words();

}  // namespace auto_sync
