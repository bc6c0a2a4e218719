#include "app/prove_push.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/log.h"
#include "domain/backup_ref.h"

namespace auto_sync {
namespace {

/// Beyond this many names all refs of their kinds (`refs/tags/`) are asked for instead of each.
constexpr std::size_t names_at_most = 100;
constexpr int looks_at_most = 4;

std::vector<std::string> prefixes(const std::vector<PlannedRef>& refs) {
  std::set<std::string> names;
  for (const PlannedRef& ref : refs) {
    const std::size_t kind = ref.name.find('/', std::string_view("refs/").size()) + 1;
    names.insert(refs.size() > names_at_most ? ref.name.substr(0, kind) : ref.name);
  }
  return {names.begin(), names.end()};
}

/// Whether a ref is missing that was there before: deleted by somebody, or hidden from those who
/// fetch (`uploadpack.hideRefs`).
bool hides_any(const std::vector<ListedRef>& listed, const std::vector<PlannedRef>& refs) {
  return std::any_of(refs.begin(), refs.end(), [&](const PlannedRef& ref) {
    return ref.old_id && find_ref(listed, ref.name) == nullptr;
  });
}

/// Whether a branch or tag is missing that was to be created. Backups do not count: one that nobody
/// can fetch is none.
bool misses_created(const std::vector<ListedRef>& listed, const std::vector<PlannedRef>& refs) {
  return std::any_of(refs.begin(), refs.end(), [&](const PlannedRef& ref) {
    return !ref.old_id && !is_backup_ref(ref.name) && find_ref(listed, ref.name) == nullptr;
  });
}

}  // namespace

std::vector<ListedRef> list_again(const PushEdges& edges, const std::vector<PlannedRef>& refs) {
  try {
    std::vector<ListedRef> listed = edges.read.target.list(prefixes(refs)).refs;
    if (!hides_any(listed, refs)) return listed;
    log::debug("The target's upload-pack does not list what was there; asking receive-pack.");
    return edges.target.list().refs;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    log::debug("The target's upload-pack does not answer ({}); asking receive-pack.", error.what());
    return edges.target.list().refs;
  }
}

bool stand_as_planned(const std::vector<ListedRef>& listed, const std::vector<PlannedRef>& refs) {
  return std::all_of(refs.begin(), refs.end(), [&](const PlannedRef& ref) {
    const ListedRef* found = find_ref(listed, ref.name);
    if (!ref.new_id) return found == nullptr;
    return found != nullptr && found->id == *ref.new_id;
  });
}

std::vector<ListedRef> list_until_planned(const PushEdges& edges,
                                          const std::vector<PlannedRef>& refs,
                                          const std::vector<PlannedRef>& expected) {
  std::chrono::milliseconds wait{250};
  for (int looks = 1;; ++looks) {
    std::vector<ListedRef> listed = list_again(edges, refs);
    if (stand_as_planned(listed, expected)) return listed;
    if (looks == looks_at_most) {
      return misses_created(listed, expected) ? edges.target.list().refs : listed;
    }
    edges.read.clock.sleep_for(wait);
    wait *= 4;
  }
}

}  // namespace auto_sync
