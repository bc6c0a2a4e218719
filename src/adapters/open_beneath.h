#pragma once
#include <filesystem>
#include <optional>

#include "adapters/descriptor.h"

namespace auto_sync {

/// The rest of `path` when its text lies below `base` (both absolute or both relative); nothing
/// when it lies elsewhere. Links are not looked at.
std::optional<std::filesystem::path> rest_below(const std::filesystem::path& base,
                                                const std::filesystem::path& path);

/// open(2) of `rest` below the directory `base`, whatever links were put on the way: none may
/// lead out of `base`. `flags` do not create. Nothing when it fails, with errno set: EXDEV for a
/// link that leads out. Resolved by the kernel in one step (openat2(2), RESOLVE_BENEATH), so that
/// nobody can exchange a folder for a link meanwhile; where the kernel does not know that, no link
/// at all is followed.
Descriptor open_beneath(const Descriptor& base, const std::filesystem::path& rest, int flags);

/// What open_beneath does on such a kernel. For tests.
Descriptor open_without_links(const Descriptor& base, const std::filesystem::path& rest, int flags);

}  // namespace auto_sync
