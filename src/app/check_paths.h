#pragma once
#include <string>
#include <vector>

#include "app/read_edges.h"
#include "domain/required_path.h"

namespace auto_sync {

/// Which of `patterns` the commit has, from its trees alone: for plain paths and patterns within a
/// directory only the trees on the way to them, a few hundred bytes each and a round trip for each
/// level; for patterns with `**` all trees at once. Throws Error(remote | access).
std::vector<RequiredPath> check_paths(const ReadEdges& edges, const Oid& commit,
                                      const std::vector<std::string>& patterns);

}  // namespace auto_sync
