#include "app/transfer_question.h"

#include <unordered_set>

namespace auto_sync {
namespace {

/// Haves in one question: servers read some thousands without complaint.
constexpr std::size_t haves_at_most = 4000;

}  // namespace

FetchQuestion transfer_question(const std::vector<Oid>& analysed, const std::vector<Oid>& wanted,
                                const TargetListing& listing,
                                const std::unordered_set<std::string>& same_tags,
                                const std::optional<std::uint64_t>& commits) {
  FetchQuestion question;
  std::unordered_set<Oid> there;
  const auto have = [&](const Oid& id) {
    if (there.insert(id).second && question.haves.size() < haves_at_most) {
      question.haves.push_back(id);
    }
  };
  for (const Oid& id : analysed) have(id);
  for (const Oid& id : listing.haves) have(id);
  for (const ListedRef& ref : listing.refs) {
    if (same_tags.contains(ref.name)) {
      there.insert(ref.id);
    } else {
      have(ref.id);
    }
  }
  for (const Oid& id : wanted) {
    if (!there.contains(id)) question.wants.push_back(id);
  }
  question.thin = !listing.wants_plain_pack && commits && *commits <= thin_commits;
  question.ofs_delta = listing.can_ofs_delta;
  return question;
}

}  // namespace auto_sync
