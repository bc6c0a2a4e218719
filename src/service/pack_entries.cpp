#include "service/pack_entries.h"

#include <string>

#include "base/error.h"
#include "domain/oid.h"
#include "service/pack_header.h"

namespace auto_sync {
namespace {

constexpr std::size_t piece_size = 64U << 10;

Error not_a_pack(const std::string& what) {
  return Error(ErrorKind::remote, "the pack is malformed: " + what, "Run the sync again.");
}

/// Adds seven more bits of a size, least significant first.
void add_bits(std::uint64_t& size, unsigned char byte, unsigned shift) {
  const std::uint64_t bits = byte & 0x7fU;
  if (shift > 63 || (bits << shift) >> shift != bits)
    throw not_a_pack("a size has too many digits");
  size |= bits << shift;
}

}  // namespace

PackEntryReader::PackEntryReader(PackEntryObserver& observer, Inflaters& inflaters)
    : observer_(observer), inflater_(inflaters.open()) {}

void PackEntryReader::feed(std::string_view bytes) {
  while (!bytes.empty() && state_ != State::done) {
    if (state_ == State::stream) {
      take_stream(bytes);
      continue;
    }
    const char byte = bytes.front();
    bytes.remove_prefix(1);
    state_ == State::header ? take_header(byte) : take_entry(static_cast<unsigned char>(byte));
  }
}

void PackEntryReader::take_header(char byte) {
  header_[counted_++] = byte;
  if (counted_ < pack_header_size) return;
  const std::string_view header(header_.data(), pack_header_size);
  if (!header.starts_with("PACK")) throw not_a_pack("it does not begin with PACK");
  remaining_ = pack_number(header, pack_count_at);
  state_ = remaining_ == 0 ? State::done : State::entry;
}

/// One byte of what stands before an entry's stream: type and size, then a delta's base.
void PackEntryReader::take_entry(unsigned char byte) {
  const bool more = (byte & 0x80U) != 0;
  switch (state_) {
    case State::entry:
      if (!in_entry_header_) {
        const unsigned type = (byte >> 4) & 7U;
        if (type == 0 || type == 5) throw not_a_pack("an entry has an unknown type");
        entry_ = {static_cast<PackEntryType>(type), 0};
        stream_size_ = byte & 0x0fU;
        shift_ = 4;
        in_entry_header_ = true;
      } else {
        add_bits(stream_size_, byte, shift_);
        shift_ += 7;
      }
      if (!more) begin_entry();
      break;
    case State::delta_offset:
      if (!more) begin_stream();
      break;
    case State::delta_base:
      if (++counted_ == Oid::size) begin_stream();
      break;
    default:
      break;
  }
}

void PackEntryReader::begin_entry() {
  in_entry_header_ = false;
  counted_ = 0;
  if (entry_.type == PackEntryType::offset_delta) {
    state_ = State::delta_offset;
  } else if (entry_.type == PackEntryType::ref_delta) {
    state_ = State::delta_base;
  } else {
    entry_.object_size = stream_size_;
    begin_stream();
    observer_.begin(entry_);
  }
}

void PackEntryReader::begin_stream() {
  state_ = State::stream;
  inflater_->restart();
  inflated_ = 0;
  shift_ = 0;
  delta_sizes_ = 0;
}

void PackEntryReader::take_stream(std::string_view& bytes) {
  std::array<char, piece_size>
      piece;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
  const Inflater::Step step = inflater_->inflate(bytes, piece);
  bytes.remove_prefix(step.taken);
  inflated_ += step.given;
  if (inflated_ > stream_size_) throw not_a_pack("an entry is longer than it says");
  if (step.given > 0) on_inflated({piece.data(), step.given});
  if (step.ended) {
    end_entry();
  } else if (step.taken == 0 && step.given == 0) {
    throw not_a_pack("an entry does not go on");
  }
}

void PackEntryReader::on_inflated(std::string_view bytes) {
  while (entry_.is_delta() && delta_sizes_ < 2 && !bytes.empty()) {
    take_delta_size(static_cast<unsigned char>(bytes.front()));
    bytes.remove_prefix(1);
  }
  if (!bytes.empty()) observer_.data(bytes);
}

/// A delta begins with the size of its base and the size of its result.
void PackEntryReader::take_delta_size(unsigned char byte) {
  if (shift_ == 0) entry_.object_size = 0;
  add_bits(entry_.object_size, byte, shift_);
  shift_ += 7;
  if ((byte & 0x80U) != 0) return;
  shift_ = 0;
  if (++delta_sizes_ == 2) observer_.begin(entry_);
}

void PackEntryReader::end_entry() {
  if (inflated_ != stream_size_) throw not_a_pack("an entry is shorter than it says");
  if (entry_.is_delta() && delta_sizes_ < 2) throw not_a_pack("a delta ends in its sizes");
  observer_.end();
  state_ = --remaining_ == 0 ? State::done : State::entry;
}

}  // namespace auto_sync
