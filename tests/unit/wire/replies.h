#pragma once
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "support/catch.h"
#include "support/places.h"
#include "wire/pkt_line.h"

/// Replies to feed to the readers: recorded ones and made-up ones.
namespace replies {

/// A recorded reply (tests/fixtures/wire/README.md).
inline std::string recorded(const std::string& name) {
  std::ifstream file(auto_sync::testing::fixtures_dir() + "/wire/" + name + ".reply",
                     std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::string pkt(std::string_view payload) {
  std::string out;
  auto_sync::wire::append_pkt(out, payload);
  return out;
}

inline const std::string flush(auto_sync::wire::flush_pkt);
inline const std::string delim(auto_sync::wire::delim_pkt);
inline const std::string id_a(40, 'a');
inline const std::string id_b(40, 'b');
inline const std::string sha256_id(64, 'c');

/// Checks that `read` (pieces of a reply in, what was understood as text out) says the same
/// whether the reply comes whole, in two pieces, cut anywhere, or byte by byte.
template <typename Read>
void check_every_split(const std::string& reply, const Read& read) {
  const std::string whole = read({reply});
  for (std::size_t cut = 0; cut <= reply.size(); ++cut) {
    INFO("cut at " << cut);
    CHECK(read({reply.substr(0, cut), reply.substr(cut)}) == whole);
  }
  std::vector<std::string> bytes;
  for (const char c : reply) bytes.emplace_back(1, c);
  CHECK(read(bytes) == whole);
}

/// Checks that `read` throws Error(remote, transient) for every reply that ends too early.
template <typename Read>
void check_every_truncation(const std::string& reply, const Read& read) {
  for (std::size_t size = 0; size < reply.size(); ++size) {
    INFO("after " << size << " bytes");
    try {
      read({reply.substr(0, size)});
      FAIL_CHECK("no error was thrown");
    } catch (const auto_sync::Error& error) {
      CHECK(error.kind() == auto_sync::ErrorKind::remote);
      CHECK(error.transient());
      CHECK_THAT(error.what(), ContainsSubstring("cut off"));
    }
  }
}

/// What `action` throws; fails the test when it throws nothing.
template <typename Action>
std::string error_of(const Action& action) {
  try {
    action();
  } catch (const auto_sync::Error& error) {
    CHECK(error.kind() == auto_sync::ErrorKind::remote);
    return error.what();
  }
  FAIL("no error was thrown");
  return {};
}

}  // namespace replies
