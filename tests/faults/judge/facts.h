#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "faults/judge/evidence.h"

namespace auto_sync::faults {

inline const std::string branch = "refs/heads/main";
inline const std::string proposal = "refs/heads/auto-sync/main";

bool is_backup(const std::string& ref);
bool is_tag(const std::string& ref);  ///< and no backup

/// git's own answers; false and 0 for what it does not have.
bool contains(const Repository& repository, const std::string& tip, const std::string& commit);
std::uint64_t new_commits(const Repository& repository, const std::string& tip,
                          const std::string& before);
std::vector<std::string> parents(const Repository& repository, const std::string& commit);

/// Our transitions, of one ref or of all.
std::vector<Transition> ours(const Repository& repository, const std::string& ref = {});
bool moved(const Repository& repository, const std::string& ref);
/// Whether a transition took something away: a tag moved, a branch not fast-forwarded.
bool overwrites(const Repository& repository, const Transition& change);

/// Every value that a ref has had; "" where it did not exist.
std::set<std::string> values(const Repository& repository, const std::string& ref);
/// Those from before our first transition of it.
std::set<std::string> values_before_us(const Repository& repository, const std::string& ref);
/// Those since our last one, and what it was when the run ended.
std::set<std::string> values_after_us(const Repository& repository, const std::string& ref);

/// What the report tells of one repository that was written to.
struct Half {
  const Repository* repository = nullptr;
  testing::Json told;  ///< its tips, refs, counts
  bool is_main = true;
};

/// The halves that the report has: the one that outputs speak of, and with `direction: both` the
/// way back.
std::vector<Half> halves(const Evidence& evidence);
/// The repository that the outputs call the target.
const Repository& written(const Evidence& evidence);

/// Whether a push that was carried out was denied by its answer, a refusal, and by every listing,
/// from before it: nobody in the run's place can know better (docs/reliability.md).
bool denied_twice(const Evidence& evidence);

/// The verdict that the report gives a ref; "" for one that it does not name.
std::string verdict(const testing::Json& told, const std::string& ref);
/// Whether the report says that nobody knows what became of the branch.
bool says_unknown(const Evidence& evidence);
/// Whether a fault made a server lie about its refs in a way that nothing can show.
bool listings_lied(const Evidence& evidence);

/// For a finding: "refs/heads/main 1234567 -> 89abcde (ours), ...".
std::string words_of(const std::vector<Transition>& transitions);
std::string short_id(const std::string& id);

}  // namespace auto_sync::faults
