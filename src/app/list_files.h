#pragma once
#include <optional>

#include "app/read_edges.h"
#include "domain/file_changes.h"

namespace auto_sync {

/// The files that differ between the target's tip and the carried commit, from trees alone: down
/// from both roots, level by level, only the trees whose ids differ are fetched. A first sync
/// (no tip) reads all trees of the commit at once. The tip's trees come from the source when
/// `source_has_tip`, else from the target. Throws Error(remote | access).
FileChanges list_files(const ReadEdges& edges, const Oid& carried,
                       const std::optional<Oid>& target_tip, bool source_has_tip);

}  // namespace auto_sync
