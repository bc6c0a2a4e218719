#include "domain/plan.h"

#include <algorithm>
#include <iterator>

namespace auto_sync {
namespace {

bool is_sent(const PlannedRef& ref) {
  return ref.new_id && moves_ref(ref.action);
}

}  // namespace

std::vector<PlannedRef> Plan::updates() const {
  std::vector<PlannedRef> sent;
  if (is_sent(branch)) sent.push_back(branch);
  for (const auto* refs : {&tags, &backups}) {
    std::copy_if(refs->begin(), refs->end(), std::back_inserter(sent), is_sent);
  }
  return sent;
}

}  // namespace auto_sync
