#pragma once
#include <cstddef>

namespace auto_sync {

/// Has libgit2 refused memory for anything larger than `object_size` bytes: what it inflates, or
/// puts together from deltas, it allocates in one piece, by a size that a server named. Call before
/// libgit2 is started (git2/sys/alloc.h).
void bound_libgit2_allocations(std::size_t object_size);

/// How many bytes the calling thread was refused last, or 0; forgotten with this.
std::size_t take_refused_allocation();

}  // namespace auto_sync
