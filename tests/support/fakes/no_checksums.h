#pragma once
#include <stdexcept>

#include "service/checksum.h"

namespace auto_sync::test {

/// For what needs no checksum: fails the test that asks for one.
class NoChecksums : public Checksums {
 public:
  std::unique_ptr<Checksum> open() override {
    throw std::logic_error("no checksum is needed here");
  }
};

}  // namespace auto_sync::test
