#pragma once
#include "service/checksum.h"

namespace auto_sync {

/// SHA-1 by OpenSSL's libcrypto, which libcurl brings along anyway.
class OpensslChecksums : public Checksums {
 public:
  std::unique_ptr<Checksum> open() override;
};

}  // namespace auto_sync
