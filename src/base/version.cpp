#include "base/version.h"

namespace auto_sync {

std::string_view version() {
  return AUTO_SYNC_VERSION;
}

}  // namespace auto_sync
