#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "service/inflater.h"

namespace auto_sync {

/// The entries of a pack by their type (gitformat-pack(5), "Object types").
enum class PackEntryType {
  commit = 1,
  tree = 2,
  blob = 3,
  tag = 4,
  offset_delta = 6,
  ref_delta = 7
};

/// One object of a pack, as its header has it.
struct PackEntry {
  PackEntryType type = PackEntryType::blob;
  /// Of the object itself; of a delta's result, which its first inflated bytes tell.
  std::uint64_t object_size = 0;

  bool is_delta() const {
    return type == PackEntryType::offset_delta || type == PackEntryType::ref_delta;
  }
};

/// Is told of a pack's entries, one after the other.
class PackEntryObserver {
 public:
  virtual ~PackEntryObserver() = default;
  virtual void begin(const PackEntry& entry) = 0;
  /// Inflated bytes: the object's own, or the delta's instructions without the two sizes at their
  /// front.
  virtual void data(std::string_view bytes) = 0;
  virtual void end() = 0;
};

/// Reads a pack while it arrives (gitformat-pack(5)). An entry does not say how long it is in the
/// pack: each is inflated to find the next.
class PackEntryReader {
 public:
  PackEntryReader(PackEntryObserver& observer, Inflaters& inflaters);

  /// Throws Error(remote) for what is no pack; not to be called again then. What follows the last
  /// entry is passed over.
  void feed(std::string_view bytes);
  /// Whether the last entry has ended.
  bool complete() const { return state_ == State::done; }

 private:
  enum class State { header, entry, delta_offset, delta_base, stream, done };

  void take_header(char byte);
  void take_entry(unsigned char byte);
  void take_stream(std::string_view& bytes);
  void on_inflated(std::string_view bytes);
  void take_delta_size(unsigned char byte);
  void begin_stream();
  void begin_entry();
  void end_entry();

  PackEntryObserver& observer_;
  std::unique_ptr<Inflater> inflater_;
  State state_ = State::header;
  std::array<char, 12> header_{};
  std::size_t counted_ = 0;      ///< bytes of the header, or of a delta's base, so far
  std::uint32_t remaining_ = 0;  ///< entries not ended yet
  PackEntry entry_;
  std::uint64_t stream_size_ = 0;  ///< inflated, as the entry's header has it
  std::uint64_t inflated_ = 0;
  unsigned shift_ = 0;
  unsigned delta_sizes_ = 0;  ///< read so far: the base's, then the result's
  bool in_entry_header_ = false;
};

}  // namespace auto_sync
