#pragma once
#include <memory>

#include "service/byte_stream.h"

namespace auto_sync {

/// A temporary file for a pack whose length must be known before it is sent.
class Spool : public ByteSink, public ByteSource {
 public:
  /// Ends the writing; reading starts at the front and length() is known.
  virtual void rewind() = 0;
};

/// Opens spools; each file is gone with its object.
class Spooler {
 public:
  virtual ~Spooler() = default;
  virtual std::unique_ptr<Spool> open() = 0;
};

}  // namespace auto_sync
