#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "service/byte_stream.h"
#include "service/checksum.h"

namespace auto_sync {

/// A pack with objects of ours added while it is read (gitformat-pack(5)): the header's count
/// grows, the entries pass as they are, and in place of the trailer come the entries of our own
/// pack and the checksum of the whole. Offset deltas stay right, since they count backwards.
///
/// The trailer that is left out is compared with what passed: a pack that was damaged on its way
/// must not get a checksum that says it is sound.
class ExtendedPack : public ByteSource {
 public:
  /// `own`: a whole pack; both must outlive this object. No object of it may be in `pack` too:
  /// servers that check what they receive refuse an object that comes twice.
  ExtendedPack(ByteSource& pack, std::string_view own, Checksums& checksums);

  /// Throws Error(remote, transient) for a pack that is cut or damaged, before its last bytes.
  std::size_t read(std::span<char> into) override;
  std::optional<std::uint64_t> length() const override;

 private:
  void refill();
  void take(std::string_view bytes);
  void pass(std::string_view bytes);
  void give(std::string_view bytes);
  void finish();

  ByteSource& pack_;
  std::string_view own_;
  std::unique_ptr<Checksum> received_;
  std::unique_ptr<Checksum> given_sum_;
  std::string header_;     ///< as far as it has come
  std::string held_back_;  ///< the last bytes: they may be the trailer
  std::string ready_;      ///< to be read next
  std::size_t given_ = 0;  ///< of ready_
  bool ended_ = false;
};

}  // namespace auto_sync
