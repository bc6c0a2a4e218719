// One libFuzzer program per target: FUZZ_TARGET names it.
#include <cstdint>

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const fuzz::Target& target = fuzz::target(FUZZ_TARGET);
  target.run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
