#include "domain/preflight.h"

#include <algorithm>

namespace auto_sync {

bool RepositoryFacts::lacks_workflow_scope() const {
  return scopes && std::find(scopes->begin(), scopes->end(), "workflow") == scopes->end();
}

}  // namespace auto_sync
