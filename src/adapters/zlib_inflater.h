#pragma once
#include "service/inflater.h"

namespace auto_sync {

/// Inflaters of zlib.
class ZlibInflaters : public Inflaters {
 public:
  std::unique_ptr<Inflater> open() override;
};

}  // namespace auto_sync
