#pragma once
#include "service/clock.h"
#include "service/git_remote.h"
#include "service/object_store.h"

namespace auto_sync {

/// Asks for objects and puts what comes into a store; tried again on transient errors, as nothing
/// is changed by asking. `question` says which, by its filter; it must not be thin. At most 1 GiB
/// is taken unless the question has a limit of its own. Throws Error(remote), beside what
/// GitSource::fetch does, for an answer to a question without haves that lacks a want.
FetchAnswer ask_objects(GitSource& from, ObjectStore& store, Clock& clock, FetchQuestion question);

}  // namespace auto_sync
