#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace auto_sync {

/// A deflate stream never inflates to more than this many times its size (zlib's technical notes).
inline constexpr std::uint64_t deflate_ratio_at_most = 1032;

/// Takes zlib streams (RFC 1950) apart, one after the other, while they arrive.
class Inflater {
 public:
  struct Step {
    std::size_t taken = 0;  ///< of the input
    std::size_t given = 0;  ///< into the output
    bool ended = false;     ///< this was the stream's end
  };

  virtual ~Inflater() = default;
  /// Begins a new stream.
  virtual void restart() = 0;
  /// Takes of `input` as much as `output` has room for. Neither may be empty.
  /// Throws Error(remote) for what is no zlib stream.
  virtual Step inflate(std::string_view input, std::span<char> output) = 0;
};

/// Opens inflaters.
class Inflaters {
 public:
  virtual ~Inflaters() = default;
  virtual std::unique_ptr<Inflater> open() = 0;
};

}  // namespace auto_sync
