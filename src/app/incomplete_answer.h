#pragma once
#include "base/error.h"
#include "domain/oid.h"
#include "service/git_remote.h"

namespace auto_sync {

/// An answer came without an object that it must hold. Whoever asks may ask again.
Error lacks_object(const GitSource& from, const Oid& id);

}  // namespace auto_sync
