#pragma once
#include "base/error.h"
#include "service/git_remote.h"

namespace auto_sync {

/// What is wrong with a repository that is itself shallow (git-clone(1), `--depth`): Error(remote).
Error shallow_history(const GitSource& from);

}  // namespace auto_sync
