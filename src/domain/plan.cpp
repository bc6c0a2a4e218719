#include "domain/plan.h"

namespace auto_sync {
namespace {

bool is_sent(const PlannedRef& ref) {
  return ref.new_id && (ref.action == RefAction::create || ref.action == RefAction::fast_forward ||
                        ref.action == RefAction::force);
}

}  // namespace

std::vector<PlannedRef> Plan::updates() const {
  std::vector<PlannedRef> sent;
  if (is_sent(branch)) sent.push_back(branch);
  for (const PlannedRef& tag : tags) {
    if (is_sent(tag)) sent.push_back(tag);
  }
  return sent;
}

}  // namespace auto_sync
