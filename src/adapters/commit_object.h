#pragma once
#include <string_view>

#include "domain/commit.h"

namespace auto_sync {

/// Reads a commit object (gitformat: header lines, an empty line, the message). Texts declared
/// with an `encoding` of Latin-1 become UTF-8; other encodings keep their bytes. Names and
/// subjects are shortened to 1,000 bytes. A broken author or committer line, as old histories hold,
/// reads as an empty name and time 0.
/// Throws Error(remote) when the tree or a parent is no object id: the graph would be wrong.
Commit parse_commit_object(const Oid& id, std::string_view object);

}  // namespace auto_sync
