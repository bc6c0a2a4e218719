// Any target as a libFuzzer program: the environment variable FUZZ_TARGET names it.
#include <cstdint>
#include <cstdlib>

#include "promises.h"
#include "targets.h"

namespace {

const fuzz::Target& wanted_target() {
  const char* name = std::getenv("FUZZ_TARGET");
  fuzz::promise(name != nullptr, "FUZZ_TARGET names a target");
  return fuzz::target(name);
}

}  // namespace

// libFuzzer's name for it. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

// NOLINTNEXTLINE(readability-identifier-naming)
int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const fuzz::Target& target = wanted_target();
  target.run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
