#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace auto_sync {

/// Takes bytes as they arrive. Throwing ends the transfer.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual void write(std::string_view bytes) = 0;
};

/// Gives bytes as they are asked for.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills the front of `into` and returns how much; blocks until there is something; 0 at the
  /// end. Throwing ends the transfer.
  virtual std::size_t read(std::span<char> into) = 0;
  /// The whole length, when it is known before the first read.
  virtual std::optional<std::uint64_t> length() const { return std::nullopt; }
  /// Makes the next read begin at the front again; false, and nothing is changed, where what was
  /// given is gone.
  virtual bool start_again() { return false; }
};

}  // namespace auto_sync
