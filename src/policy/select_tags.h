#pragma once
#include <vector>

#include "domain/listed_ref.h"
#include "domain/settings.h"

namespace auto_sync {

/// A tag of the source that the selection may carry, beside what the target has under its name.
struct TagFacts {
  ListedRef source;
  std::optional<Oid> target_id;  ///< none: the target has no such tag
  bool reachable = true;         ///< from the carried commit

  bool same() const { return target_id && *target_id == source.id; }
};

/// The source's tags that `selection` names, each beside the target's. Names that git would not
/// accept, refs/tags/*^{} and backups of ours (domain/backup_ref.h) are left out. In mode
/// `reachable` it is for the caller to find out which are, for those that differ from the target's
/// (`reachable` is true so far).
std::vector<TagFacts> select_tags(const TagSelection& selection,
                                  const std::vector<ListedRef>& source_refs,
                                  const std::vector<ListedRef>& target_refs);

}  // namespace auto_sync
