#include "support/places.h"

namespace auto_sync::testing {

std::string source_dir() {
  return AUTO_SYNC_SOURCE_DIR;
}

std::string fixtures_dir() {
  return source_dir() + "/tests/fixtures";
}

}  // namespace auto_sync::testing
