#include "adapters/private_memory.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <system_error>

namespace auto_sync {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool may_attach = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool may_attach = true;
#else
constexpr bool may_attach = false;
#endif
#else
constexpr bool may_attach = false;
#endif

}  // namespace

void keep_memory_private() {
  const rlimit none = {0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot switch off core dumps");
  }
  if (!may_attach && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot keep debuggers away");
  }
}

}  // namespace auto_sync
