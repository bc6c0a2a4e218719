#include "faults/judge/facts.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace auto_sync::faults {

bool is_backup(const std::string& ref) {
  return ref.starts_with("refs/auto-sync/backup") || ref.starts_with("refs/tags/auto-sync-backup");
}

bool is_tag(const std::string& ref) {
  return ref.starts_with("refs/tags/") && !is_backup(ref);
}

bool contains(const Repository& repository, const std::string& tip, const std::string& commit) {
  if (tip.empty() || commit.empty()) return false;
  if (tip == commit) return true;
  return repository.git->try_run({"merge-base", "--is-ancestor", commit, tip}).exit_code == 0;
}

std::uint64_t new_commits(const Repository& repository, const std::string& tip,
                          const std::string& before) {
  std::vector<std::string> args{"rev-list", "--count", tip};
  if (!before.empty()) args.push_back("^" + before);
  const std::string out = repository.git->try_run(args).out;
  std::uint64_t count = 0;
  std::from_chars(out.data(), out.data() + out.size(), count);
  return count;
}

std::vector<std::string> parents(const Repository& repository, const std::string& commit) {
  std::istringstream words(
      repository.git->try_run({"rev-list", "--parents", "-n", "1", commit}).out);
  std::vector<std::string> out;
  for (std::string id; words >> id;) out.push_back(id);
  if (!out.empty()) out.erase(out.begin());
  return out;
}

std::vector<Transition> ours(const Repository& repository, const std::string& ref) {
  std::vector<Transition> out;
  for (const Transition& change : repository.transitions) {
    if (change.ours && (ref.empty() || change.ref == ref)) out.push_back(change);
  }
  return out;
}

bool moved(const Repository& repository, const std::string& ref) {
  return !ours(repository, ref).empty();
}

bool overwrites(const Repository& repository, const Transition& change) {
  if (change.old_id.empty() || is_backup(change.ref)) return false;
  return is_tag(change.ref) || !contains(repository, change.new_id, change.old_id);
}

namespace {

/// The values of a ref in order, and at which of them our transitions led there.
struct Timeline {
  std::vector<std::string> values;
  std::vector<std::size_t> ours;
  std::size_t at_exit = 0;
};

Timeline timeline(const Repository& repository, const std::string& ref) {
  Timeline line;
  const auto found = repository.before.find(ref);
  line.values.push_back(found == repository.before.end() ? std::string() : found->second);
  for (std::size_t i = 0; i < repository.transitions.size(); ++i) {
    const Transition& change = repository.transitions[i];
    if (change.ref != ref) continue;
    if (change.ours) line.ours.push_back(line.values.size());
    if (i < repository.until_exit) line.at_exit = line.values.size();
    line.values.push_back(change.new_id);
  }
  return line;
}

}  // namespace

std::set<std::string> values(const Repository& repository, const std::string& ref) {
  const Timeline line = timeline(repository, ref);
  return {line.values.begin(), line.values.end()};
}

std::set<std::string> values_before_us(const Repository& repository, const std::string& ref) {
  const Timeline line = timeline(repository, ref);
  const std::size_t count = line.ours.empty() ? line.values.size() : line.ours.front();
  return {line.values.begin(), line.values.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::set<std::string> values_after_us(const Repository& repository, const std::string& ref) {
  const Timeline line = timeline(repository, ref);
  const std::size_t from = line.ours.empty() ? 0 : line.ours.back();
  std::set<std::string> out{line.values.begin() + static_cast<std::ptrdiff_t>(from),
                            line.values.end()};
  out.insert(line.values.at(line.at_exit));
  return out;
}

const Repository& written(const Evidence& evidence) {
  const auto direction = evidence.scenario->inputs.find("direction");
  const bool reverse =
      direction != evidence.scenario->inputs.end() && direction->second == "reverse";
  return reverse ? evidence.source : evidence.target;
}

std::vector<Half> halves(const Evidence& evidence) {
  std::vector<Half> out;
  if (!evidence.json.is_object()) return out;
  out.push_back({&written(evidence), evidence.json, true});
  const testing::Json& back = evidence.json.get("way_back");
  if (back.is_object()) out.push_back({&evidence.source, back, false});
  return out;
}

std::string verdict(const testing::Json& told, const std::string& ref) {
  for (const testing::Json& known : told.get("refs").elements()) {
    if (known.get("name").text() == ref) return known.get("verdict").text();
  }
  return {};
}

bool says_unknown(const Evidence& evidence) {
  return evidence.json.get("sent_unconfirmed").boolean() ||
         verdict(evidence.json, branch) == "unconfirmed";
}

bool denied_twice(const Evidence& evidence) {
  bool by_answer = false;
  bool by_listings = false;
  for (std::size_t i = 0; i < evidence.drawn.faults.size(); ++i) {
    if (!evidence.struck.at(i)) continue;
    const Fault& fault = evidence.drawn.faults[i];
    const bool refuses = fault.kind == Kind::status_after && fault.status < 500;
    by_answer = by_answer || fault.kind == Kind::repeat || refuses;
    by_listings = by_listings || fault.kind == Kind::stale;
  }
  return by_answer && by_listings;
}

bool listings_lied(const Evidence& evidence) {
  return std::any_of(evidence.requests.begin(), evidence.requests.end(), [](const auto& request) {
    const Step step = request.kind.step;
    const bool listing =
        step == Step::listing || step == Step::push_listing || step == Step::ls_refs;
    return listing && std::any_of(request.faults.begin(), request.faults.end(), [](const auto& f) {
             return f.kind == Kind::corrupt || f.kind == Kind::duplicate;
           });
  });
}

std::string short_id(const std::string& id) {
  return id.empty() ? "nothing" : id.substr(0, 7);
}

std::string words_of(const std::vector<Transition>& transitions) {
  std::string text;
  for (const Transition& change : transitions) {
    text += (text.empty() ? "" : ", ") + change.ref + " " + short_id(change.old_id) + " -> " +
            short_id(change.new_id) + (change.ours ? " (ours)" : " (somebody's)");
  }
  return text.empty() ? "nothing moved" : text;
}

}  // namespace auto_sync::faults
