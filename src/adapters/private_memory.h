#pragma once

namespace auto_sync {

/// Keeps the process's memory, tokens and all, to itself: no core dump is written (RLIMIT_CORE,
/// setrlimit(2)), and no other process of the same user may look into it or attach to it
/// (PR_SET_DUMPABLE, prctl(2); its files in /proc belong to root from then on). Call it before
/// anything is read. Under AddressSanitizer, whose search for leaks attaches, only the first.
void keep_memory_private();

}  // namespace auto_sync
