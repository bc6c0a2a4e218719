#pragma once
#include <string>

#include "domain/oid.h"

namespace auto_sync {

/// A merge commit made here of the target's tip and a commit of the source.
struct MergeCommit {
  Oid id;
  Oid source;        ///< its second parent: the commit carried
  std::string pack;  ///< the commit, and the trees and blobs of the merge that neither side has
};

}  // namespace auto_sync
