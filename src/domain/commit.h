#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "domain/oid.h"

namespace auto_sync {

/// A commit as a report needs it. Texts are the commit's own bytes: escape before printing.
struct Commit {
  Oid id;
  Oid tree;
  std::vector<Oid> parents;
  std::string author;            ///< name only: reports carry no mail addresses
  std::int64_t author_time = 0;  ///< seconds since the epoch
  std::int64_t commit_time = 0;
  std::string subject;  ///< first paragraph on one line
};

}  // namespace auto_sync
