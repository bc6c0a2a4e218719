#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace auto_sync::testing {

/// Writes packs by hand (gitformat-pack(5)): what no `git pack-objects` would make.
class PackMaker {
 public:
  /// An object of any type (1 to 4: commit, tree, blob, tag).
  void add(unsigned type, std::string_view content);
  /// A blob of so many zeros, without ever having them: a multiple of a mebibyte.
  void add_zeros(std::uint64_t size);
  /// The whole pack.
  std::string finish() const;

 private:
  void add_header(unsigned type, std::uint64_t size);

  std::string entries_;
  std::uint32_t count_ = 0;
};

/// The answer to a `fetch` with another pack in it.
std::string with_pack(const std::string& answer, const std::string& pack);

}  // namespace auto_sync::testing
