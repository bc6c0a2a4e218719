#pragma once
#include <string>
#include <string_view>

#include "domain/tree.h"

namespace auto_sync {

/// Reads a tree object (gitformat: `mode SP name NUL id`, again and again). Modes that old versions
/// of git wrote, such as 100664, become today's. Throws Error(remote) for what is no tree.
TreeEntries parse_tree_object(const Oid& id, std::string_view object);

/// A tree object's bytes; `entries` in any order.
std::string format_tree_object(TreeEntries entries);

}  // namespace auto_sync
