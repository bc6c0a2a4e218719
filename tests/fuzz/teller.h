#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/build_run.h"
#include "domain/merge.h"
#include "domain/repository.h"
#include "domain/sync_result.h"

namespace fuzz {

/// Decides how a run went, and what others said in it.
class Teller {
 public:
  /// Of the parts of `input`, see story.h.
  Teller(std::string_view input, bool line_breaks);

  /// A number below `limit`, which the next choice decides; 0 once all are made.
  std::size_t below(std::size_t limit);
  bool maybe() { return below(2) == 1; }
  /// Any value of an enumeration that ends with `last`.
  template <typename Enum>
  Enum one_of(Enum last) {
    return static_cast<Enum>(below(static_cast<std::size_t>(last) + 1));
  }

  /// The next text, of any bytes.
  std::string text();
  /// The next text without its line breaks: for what only one line is ever read of.
  std::string line();
  /// The next text where git takes it for a branch's name, else `main`.
  std::string branch();
  auto_sync::Oid id();
  std::optional<auto_sync::Oid> maybe_id() { return maybe() ? std::optional(id()) : std::nullopt; }
  std::uint64_t number();  ///< a common one, or the largest
  std::int64_t time();     ///< in seconds, from the smallest to the largest
  /// Up to five of them.
  template <typename Make>
  auto several(const Make& make) {
    std::vector<decltype(make())> made;
    for (std::size_t count = below(6); count > 0; --count) made.push_back(make());
    return made;
  }

  auto_sync::RepositoryAddress repository();
  auto_sync::Commit commit();
  auto_sync::BuildRun build();
  /// Enters what was planned, sent, answered and listed of some refs.
  void fill(auto_sync::Ledger& ledger);
  auto_sync::ConflictedFile conflict();

 private:
  auto_sync::PlannedRef planned_ref();
  auto_sync::Sending sending();

  std::string_view choices_;
  std::vector<std::string> texts_;
  std::size_t next_ = 0;
};

}  // namespace fuzz
