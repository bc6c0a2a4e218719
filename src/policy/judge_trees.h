#pragma once
#include <string>
#include <vector>

#include "domain/plan.h"
#include "domain/required_path.h"
#include "domain/settings.h"

namespace auto_sync {

/// Whether the changed files are listed (input `list_files`): `auto` lists them where somebody has
/// to decide, in a dry run that would move the branch and after a conflict; `true` whenever the
/// branch moves or is in conflict.
bool wants_file_list(const Settings& settings, const Plan& plan);

/// The sentence that names the paths which `commit` lacks; "" when it has them all.
std::string missing_paths_sentence(const std::vector<RequiredPath>& paths, const Oid& commit);

/// Whether missing paths stop this plan (`on_missing_path: stop`): it would send something.
bool missing_paths_stop(const Settings& settings, const Plan& plan);

}  // namespace auto_sync
