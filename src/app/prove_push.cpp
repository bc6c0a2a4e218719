#include "app/prove_push.h"

#include <algorithm>

#include "base/log.h"

namespace auto_sync {
namespace {

/// Beyond this many names a listing of all tags is asked for instead of each.
constexpr std::size_t names_at_most = 100;

std::vector<std::string> prefixes(const std::vector<PlannedRef>& refs) {
  std::vector<std::string> names;
  names.reserve(refs.size());
  for (const PlannedRef& ref : refs) names.push_back(ref.name);
  if (names.size() > names_at_most) return {"refs/heads/", "refs/tags/"};
  return names;
}

}  // namespace

std::vector<ListedRef> list_again(Edges& edges, const std::vector<PlannedRef>& refs) {
  try {
    return edges.target_reader.list(prefixes(refs)).refs;
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

std::vector<ListedRef> list_until_planned(Edges& edges, const std::vector<PlannedRef>& refs) {
  std::chrono::milliseconds wait{250};
  for (int looks = 1;; ++looks) {
    std::vector<ListedRef> listed = list_again(edges, refs);
    if (looks == 3 || stand_as_planned(listed, refs)) return listed;
    edges.clock.sleep_for(wait);
    wait *= 4;
  }
}

}  // namespace auto_sync
