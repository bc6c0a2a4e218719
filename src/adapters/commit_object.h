#pragma once
#include <string_view>

#include "domain/commit.h"

namespace auto_sync {

/// Reads a commit object (gitformat: header lines, an empty line, the message). Tree, parents and
/// commit time are those that git itself goes by (commit.c, parse_commit_buffer): the tree from the
/// first line, the parents from the lines directly after it, the time from the committer's line
/// where it is the second after those; lines that look alike elsewhere mean nothing. Texts declared
/// with an `encoding` of Latin-1 become UTF-8; other encodings keep their bytes. Names and
/// subjects are shortened to 1,000 bytes. A broken author line, as old histories hold, reads as an
/// empty name and time 0. Throws Error(remote), naming the commit, for what git calls a bogus
/// commit object.
Commit parse_commit_object(const Oid& id, std::string_view object);

}  // namespace auto_sync
