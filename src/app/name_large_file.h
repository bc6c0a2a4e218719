#pragma once
#include "app/read_edges.h"
#include "domain/large_file.h"

namespace auto_sync {

/// Gives a file that stopped a transfer its path, from the trees of the commits that
/// `transfer_question` asked for. Best effort: a file that is not found keeps its id alone.
void name_large_file(const ReadEdges& edges, FetchQuestion transfer_question, LargeFile& file);

}  // namespace auto_sync
