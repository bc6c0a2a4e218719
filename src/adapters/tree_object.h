#pragma once
#include <string>
#include <string_view>

#include "domain/tree.h"

namespace auto_sync {

/// Reads a tree object (gitformat: `mode SP name NUL id`, again and again) as git does
/// (tree-walk.c, decode_tree_entry, canon_mode): modes that old versions wrote, such as 100664,
/// become today's; names may be any, and in any order (domain/tree.h says which are sound). Throws
/// Error(remote), naming the object, for what git does not read as a tree.
TreeEntries parse_tree_object(const Oid& id, std::string_view object);

/// A tree object's bytes; `entries` in any order.
std::string format_tree_object(TreeEntries entries);

}  // namespace auto_sync
