#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/oid.h"

namespace auto_sync {

/// A ref as a server lists it; `peeled` is what an annotated tag points to in the end.
struct ListedRef {
  std::string name;
  Oid id;
  std::optional<Oid> peeled;

  /// The object a tag stands for, annotated or not.
  const Oid& commit() const { return peeled ? *peeled : id; }
};

/// The ref of that name; nullptr when it is not listed.
inline const ListedRef* find_ref(const std::vector<ListedRef>& refs, std::string_view name) {
  for (const ListedRef& ref : refs) {
    if (ref.name == name) return &ref;
  }
  return nullptr;
}

}  // namespace auto_sync
