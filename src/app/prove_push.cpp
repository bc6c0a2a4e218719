#include "app/prove_push.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/log.h"

namespace auto_sync {
namespace {

/// Beyond this many names all refs of their kinds (`refs/tags/`) are asked for instead of each.
constexpr std::size_t names_at_most = 100;

std::vector<std::string> prefixes(const std::vector<PlannedRef>& refs) {
  std::set<std::string> names;
  for (const PlannedRef& ref : refs) {
    const std::size_t kind = ref.name.find('/', std::string_view("refs/").size()) + 1;
    names.insert(refs.size() > names_at_most ? ref.name.substr(0, kind) : ref.name);
  }
  return {names.begin(), names.end()};
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
