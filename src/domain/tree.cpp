#include "domain/tree.h"

namespace auto_sync {

bool in_tree_order(const TreeEntry& a, const TreeEntry& b) {
  const auto key = [](const TreeEntry& entry) {
    return entry.is_directory() ? entry.name + "/" : entry.name;
  };
  return key(a) < key(b);
}

}  // namespace auto_sync
