// Tips, counts and the backup, in outputs and JSON (which agree: conduct_rules.cpp).
#include <algorithm>

#include "faults/judge/facts.h"
#include "faults/judge/rules.h"

namespace auto_sync::faults {
namespace {

using testing::Json;

std::string among(const std::set<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " or ") + short_id(id);
  return text;
}

std::vector<Wrong> tip_before(const Evidence& evidence) {
  std::vector<Wrong> wrong;
  if (listings_lied(evidence)) return wrong;
  for (const Half& half : halves(evidence)) {
    const Json& side = half.is_main ? half.told.get("target") : half.told;
    if (half.is_main && !side.get("listed").boolean()) continue;
    const auto possible = values_before_us(*half.repository, branch);
    const std::string told = side.get("tip_before").text();
    if (possible.contains(told) || (told.empty() && !half.is_main)) continue;
    wrong.push_back({"before: " + short_id(told), "it was " + among(possible)});
  }
  return wrong;
}

std::vector<Wrong> tip_after(const Evidence& evidence) {
  std::vector<Wrong> wrong;
  if (listings_lied(evidence)) return wrong;
  for (const Half& half : halves(evidence)) {
    const Json& side = half.is_main ? half.told.get("target") : half.told;
    const std::string told = side.get("tip_after").text();
    const auto possible = values_after_us(*half.repository, branch);
    const bool unknown = told.empty() || half.told.get("sent_unconfirmed").boolean() ||
                         verdict(half.told, branch) == "unconfirmed";
    if (unknown || possible.contains(told)) continue;
    wrong.push_back({"after: " + short_id(told), "it was " + among(possible)});
  }
  return wrong;
}

std::vector<Wrong> commits(const Evidence& evidence) {
  const Json& told = evidence.json.get("commits_synced");
  if (told.is_null() || listings_lied(evidence)) return {};
  std::int64_t there = 0;
  for (const Transition& change : ours(written(evidence), branch)) {
    if (change.new_id.empty()) continue;
    there +=
        static_cast<std::int64_t>(new_commits(written(evidence), change.new_id, change.old_id));
  }
  if (told.integer() == there) return {};
  return {{"commits_synced " + std::to_string(told.integer()),
           std::to_string(there) + " by " + words_of(ours(written(evidence), branch))}};
}

std::vector<Wrong> tags(const Evidence& evidence) {
  const Json& told = evidence.json.get("tags_synced");
  if (told.is_null() || listings_lied(evidence)) return {};
  std::set<std::string> moved;
  for (const Transition& change : ours(written(evidence))) {
    if (is_tag(change.ref)) moved.insert(change.ref);
  }
  if (told.integer() == static_cast<std::int64_t>(moved.size())) return {};
  return {{"tags_synced " + std::to_string(told.integer()), std::to_string(moved.size())}};
}

std::vector<Wrong> backup(const Evidence& evidence) {
  if (!evidence.json.is_object() || listings_lied(evidence)) return {};
  const Repository& repository = written(evidence);
  const std::string told = evidence.json.get("backup").get("ref").text();
  if (!told.empty()) {
    const auto held = values(repository, told);
    const auto tips = values(repository, branch);
    const bool keeps = std::any_of(held.begin(), held.end(), [&](const std::string& id) {
      return !id.empty() && tips.contains(id);
    });
    if (!keeps) return {{"backup_ref " + told, "it held " + among(held)}};
    return {};
  }
  for (const Transition& change : ours(repository, branch)) {
    if (!overwrites(repository, change)) continue;
    return {{"no backup_ref", "overwritten: " + words_of({change})}};
  }
  return {};
}

}  // namespace

std::vector<Rule> figure_rules() {
  return {
      {"target_sha_before", "target_sha_before is what the branch was before we moved it.",
       tip_before},
      {"target_sha", "target_sha is what the branch was after us, or is said to be unknown.",
       tip_after},
      {"commits_synced", "commits_synced counts the commits that our pushes brought.", commits},
      {"tags_synced", "tags_synced counts the tags that our pushes created or moved.", tags},
      {"backup_ref", "backup_ref names what keeps an overwritten branch.", backup},
  };
}

}  // namespace auto_sync::faults
