#include "contract/pack_maker.h"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

#include "support/process.h"
#include "support/standin/pkt_text.h"

namespace auto_sync::testing {
namespace {

constexpr std::uint64_t mebibyte = 1U << 20;
constexpr std::uint64_t adler_modulus = 65'521;

std::string big_endian(std::uint64_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFFU);
  return bytes;
}

/// Raw deflate of a mebibyte of zeros that needs nothing before it, and may be repeated.
std::string deflated_zeros() {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw std::runtime_error("deflateInit2");
  }
  std::string zeros(mebibyte, '\0');
  std::string out(64U << 10, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
  stream.avail_in = static_cast<uInt>(zeros.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FULL_FLUSH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string sha1_of(const std::string& bytes) {
  const ProcessResult sum = run_process({"sha1sum"}, {{"PATH", search_path()}}, bytes);
  std::string raw;
  for (std::size_t at = 0; at < 40; at += 2) {
    raw += static_cast<char>(std::stoi(sum.out.substr(at, 2), nullptr, 16));
  }
  return raw;
}

}  // namespace

void PackMaker::add_header(unsigned type, std::uint64_t size) {
  std::uint64_t rest = size >> 4;
  std::uint64_t byte = type << 4 | (size & 15U);
  for (; rest > 0; rest >>= 7) {
    entries_ += static_cast<char>(byte | 0x80U);
    byte = rest & 0x7FU;
  }
  entries_ += static_cast<char>(byte);
  ++count_;
}

void PackMaker::add(unsigned type, std::string_view content) {
  add_header(type, content.size());
  uLongf size = compressBound(content.size());
  std::string out(size, '\0');
  compress(reinterpret_cast<Bytef*>(out.data()), &size,
           reinterpret_cast<const Bytef*>(content.data()), content.size());
  entries_.append(out, 0, size);
}

void PackMaker::add_zeros(std::uint64_t size) {
  add_header(3, size);
  entries_ += "\x78\xda";
  const std::string block = deflated_zeros();
  for (std::uint64_t done = 0; done < size; done += mebibyte) entries_ += block;
  entries_ += std::string("\3\0", 2);                         // an empty block, the last one
  entries_ += big_endian((size % adler_modulus) << 16 | 1U);  // Adler-32 of zeros (RFC 1950)
}

std::string PackMaker::finish() const {
  std::string pack = "PACK" + big_endian(2) + big_endian(count_) + entries_;
  return pack + sha1_of(pack);
}

std::string with_pack(const std::string& answer, const std::string& pack) {
  std::string out;
  for (const PktLine& line : split_pkt_lines(answer)) {
    out += line.special.empty() ? pkt_line(line.payload) : line.special;
    if (line.payload == "packfile\n") break;
  }
  constexpr std::size_t piece = 65'000;
  for (std::size_t at = 0; at < pack.size(); at += piece) {
    out += pkt_line("\1" + pack.substr(at, std::min(piece, pack.size() - at)));
  }
  return out + "0000";
}

}  // namespace auto_sync::testing
