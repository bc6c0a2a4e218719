#include "service/extended_pack.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "service/pack_header.h"

namespace auto_sync {
namespace {

constexpr std::size_t trailer_size = Oid::size;
constexpr std::size_t copy_size = 64U << 10;

void set_count(std::string& header, std::uint32_t count) {
  for (std::size_t i = 0; i < 4; ++i) {
    header[pack_count_at + i] = static_cast<char>(count >> (8 * (3 - i)));
  }
}

std::string_view bytes_of(const Oid& id) {
  return {reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()};
}

}  // namespace

ExtendedPack::ExtendedPack(ByteSource& pack, std::string_view own, Checksums& checksums)
    : pack_(pack), own_(own), received_(checksums.open()), given_sum_(checksums.open()) {
  if (own.size() < pack_header_size + trailer_size) {
    throw Error(ErrorKind::internal, "The objects made for this push are no pack.");
  }
}

std::optional<std::uint64_t> ExtendedPack::length() const {
  const std::optional<std::uint64_t> passing = pack_.length();
  if (!passing) return std::nullopt;
  return *passing + own_.size() - pack_header_size - trailer_size;
}

std::size_t ExtendedPack::read(std::span<char> into) {
  while (given_ == ready_.size() && !ended_) refill();
  const std::size_t count = std::min(into.size(), ready_.size() - given_);
  std::copy_n(ready_.data() + given_, count, into.data());
  given_ += count;
  return count;
}

void ExtendedPack::refill() {
  ready_.clear();
  given_ = 0;
  std::array<char, copy_size> piece;
  const std::size_t count = pack_.read(piece);
  if (count > 0) return take({piece.data(), count});
  finish();
  ended_ = true;
}

void ExtendedPack::take(std::string_view bytes) {
  const std::size_t there = held_back_.size() + bytes.size();
  const std::size_t passing = there > trailer_size ? there - trailer_size : 0;
  const std::size_t old = std::min(passing, held_back_.size());
  pass(std::string_view(held_back_).substr(0, old));
  held_back_.erase(0, old);
  pass(bytes.substr(0, passing - old));
  held_back_ += bytes.substr(passing - old);
}

void ExtendedPack::pass(std::string_view bytes) {
  received_->update(bytes);
  if (header_.size() < pack_header_size) {
    const std::string_view start = bytes.substr(0, pack_header_size - header_.size());
    header_ += start;
    bytes.remove_prefix(start.size());
    if (header_.size() < pack_header_size) return;
    std::string header = header_;
    set_count(header, pack_number(header_, pack_count_at) + pack_number(own_, pack_count_at));
    give(header);
  }
  give(bytes);
}

void ExtendedPack::give(std::string_view bytes) {
  given_sum_->update(bytes);
  ready_ += bytes;
}

void ExtendedPack::finish() {
  if (header_.size() < pack_header_size || held_back_ != bytes_of(received_->finish())) {
    throw Error(ErrorKind::remote, "The source's pack was cut or damaged on its way.",
                "Run the sync again.", true);
  }
  give(own_.substr(pack_header_size, own_.size() - pack_header_size - trailer_size));
  ready_ += bytes_of(given_sum_->finish());
}

}  // namespace auto_sync
