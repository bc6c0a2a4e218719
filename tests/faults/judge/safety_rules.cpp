// What may become of refs, whatever happens.
#include <algorithm>

#include "faults/judge/facts.h"
#include "faults/judge/rules.h"

namespace auto_sync::faults {
namespace {

bool merge_of(const Repository& repository, const std::string& commit,
              const std::set<std::string>& ours, const std::set<std::string>& theirs) {
  const std::vector<std::string> both = parents(repository, commit);
  return both.size() == 2 && ours.contains(both[0]) && theirs.contains(both[1]);
}

bool held_by_any(const Repository& repository, const std::string& id, bool backups_too) {
  if (id.empty()) return false;
  for (const auto& [ref, value] : repository.before) {
    if (value == id && (backups_too || !is_backup(ref))) return true;
  }
  return std::any_of(repository.transitions.begin(), repository.transitions.end(),
                     [&](const Transition& change) {
                       return change.new_id == id && (backups_too || !is_backup(change.ref));
                     });
}

bool rollback(const Evidence& evidence) {
  return evidence.scenario->expected == "rolled_back";
}

bool branch_as_planned(const Evidence& evidence, const Transition& change) {
  if (change.new_id.empty()) return false;
  if (rollback(evidence)) return true;  // to what it held: "kept" and "figures" look closer
  if (values(evidence.source, branch).contains(change.new_id)) return true;
  return evidence.scenario->merges &&
         merge_of(evidence.target, change.new_id, values(evidence.target, branch),
                  values(evidence.source, branch));
}

bool target_as_planned(const Evidence& evidence, const Transition& change) {
  if (!evidence.scenario->writes_target) return false;
  if (change.ref == branch) {
    return !evidence.scenario->proposes && branch_as_planned(evidence, change);
  }
  if (is_backup(change.ref)) {
    return change.new_id.empty() || held_by_any(evidence.target, change.new_id, false);
  }
  if (change.new_id.empty()) return false;
  if (is_tag(change.ref)) {  // a name that was changed on the way is believed
    return listings_lied(evidence) || values(evidence.source, change.ref).contains(change.new_id);
  }
  return change.ref == proposal && evidence.scenario->proposes &&
         values(evidence.source, branch).contains(change.new_id);
}

std::vector<Wrong> planned(const Evidence& evidence) {
  std::vector<Wrong> wrong;
  for (const Transition& change : ours(evidence.target)) {
    if (target_as_planned(evidence, change)) continue;
    wrong.push_back({"the scenario is " + evidence.scenario->name, words_of({change})});
  }
  return wrong;
}

std::vector<Wrong> kept_in(const Repository& repository) {
  std::vector<Wrong> wrong;
  Refs now = repository.before;
  for (const Transition& change : repository.transitions) {
    if (change.ours && overwrites(repository, change)) {
      const bool kept = std::any_of(now.begin(), now.end(), [&](const auto& ref) {
        return is_backup(ref.first) && ref.second == change.old_id;
      });
      if (!kept) wrong.push_back({"no backup held " + short_id(change.old_id), words_of({change})});
    }
    // Somebody else who moves a backup has the right to; it has held the value by then.
    if (change.ours || !is_backup(change.ref)) now[change.ref] = change.new_id;
  }
  return wrong;
}

std::vector<Wrong> kept(const Evidence& evidence) {
  return kept_in(evidence.target);
}

bool source_as_planned(const Evidence& evidence, const Transition& change) {
  if (!evidence.scenario->writes_source || change.new_id.empty()) return false;
  const bool reverse = evidence.scenario->expected == "synced" && !evidence.scenario->writes_target;
  if (change.ref == branch) {
    if (change.old_id.empty()) return reverse;
    return contains(evidence.source, change.new_id, change.old_id);
  }
  if (is_tag(change.ref)) {
    return change.old_id.empty() && values(evidence.target, change.ref).contains(change.new_id);
  }
  return change.ref == proposal && values(evidence.target, branch).contains(change.new_id);
}

std::vector<Wrong> source(const Evidence& evidence) {
  std::vector<Wrong> wrong;
  for (const Transition& change : ours(evidence.source)) {
    if (source_as_planned(evidence, change)) continue;
    wrong.push_back({"the scenario is " + evidence.scenario->name, words_of({change})});
  }
  return wrong;
}

std::vector<Wrong> sound(const Evidence& evidence) {
  std::vector<Wrong> wrong;
  if (!evidence.source.fsck.empty()) wrong.push_back({"the source", evidence.source.fsck});
  if (!evidence.target.fsck.empty()) wrong.push_back({"the target", evidence.target.fsck});
  return wrong;
}

}  // namespace

std::vector<Rule> safety_rules() {
  return {
      {"planned", "No ref of the target changes but by the plan or by somebody else.", planned},
      {"kept", "Nothing is overwritten before a backup holds it.", kept},
      {"source", "The source is only fast-forwarded, and only where the direction says so.",
       source},
      {"sound", "git fsck has nothing to say about either repository.", sound},
  };
}

}  // namespace auto_sync::faults
