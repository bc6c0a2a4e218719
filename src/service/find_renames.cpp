#include "service/find_renames.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>

#include "service/similarity.h"
#include "service/work_budget.h"

namespace auto_sync {
namespace {

constexpr std::uint64_t alike = most_similar / 2;
constexpr std::uint64_t alike_of_same_name = most_similar * 3 / 4;
/// No more pairs than this squared are compared (merge.renameLimit's default).
constexpr std::size_t rename_limit = 7'000;
/// Pieces of all contents together (16 bytes each), and those that are looked at for all pairs:
/// some seconds' worth.
constexpr std::uint64_t pieces_kept = 8'000'000;
constexpr std::uint64_t pieces_compared = 2'000'000'000;
constexpr std::size_t candidates_each = 4;  ///< remembered for an added file
constexpr std::size_t equal_candidates = 100;
constexpr std::string_view empty_blob = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

bool is_empty(const FileVersion& version) {
  return version.id.hex() == empty_blob;
}

}  // namespace

/// Compares contents, each read and cut into pieces once.
class RenameFinder::Contest {
 public:
  explicit Contest(ObjectStore& store) : store_(store) {}

  std::uint64_t score(const FileVersion& from, const FileVersion& to, std::uint64_t minimum) {
    if (!from.is_regular() || !to.is_regular()) return 0;
    const Pieces& old_pieces = pieces(from.id);
    const Pieces& new_pieces = pieces(to.id);
    compared_.spend(old_pieces.count() + new_pieces.count());
    return similarity(old_pieces, new_pieces, minimum);
  }

 private:
  const Pieces& pieces(const Oid& id) {
    const auto known = known_.find(id);
    if (known != known_.end()) return known->second;
    const Pieces& read = known_.emplace(id, Pieces(store_.blob(id))).first->second;
    kept_.spend(read.count());
    return read;
  }

  ObjectStore& store_;
  WorkBudget kept_{pieces_kept};
  WorkBudget compared_{pieces_compared};
  std::unordered_map<Oid, Pieces> known_;
};

RenameFinder::RenameFinder(const RenameEnds& ends, std::size_t side)
    : side_(side), relevant_(ends.relevant), directories_(ends.removed_directories) {
  if (relevant_.empty()) return;
  for (const RenameEnds::File& file : ends.deleted) {
    if (!is_empty(file.version)) sources_.push_back({file, relevant_.contains(file.path), false});
  }
  for (const RenameEnds::File& file : ends.added) {
    if (!is_empty(file.version)) destinations_.push_back({file, false});
  }
  find_equal();
}

void RenameFinder::record(Source& from, Destination& to) {
  from.used = true;
  to.used = true;
  renames_.push_back({from.file.path, to.file.path, side_});
  directories_.count(from.file.path, to.file.path);
}

void RenameFinder::find_equal() {
  std::unordered_map<Oid, std::vector<Source*>> by_content;
  for (Source& source : sources_) by_content[source.file.version.id].push_back(&source);
  for (Destination& destination : destinations_) {
    const auto found = by_content.find(destination.file.version.id);
    if (found == by_content.end()) continue;
    Source* best = nullptr;
    std::size_t looked_at = 0;
    for (Source* source : found->second) {
      if (source->used || !source->file.version.same_type(destination.file.version)) continue;
      const bool same_name = base_name(source->file.path) == base_name(destination.file.path);
      if (best == nullptr || same_name) best = source;
      if (same_name || ++looked_at == equal_candidates) break;
    }
    if (best != nullptr) record(*best, destination);
  }
}

RenameFinder::Contents RenameFinder::needed() const {
  Contents contents;
  for (const Source& source : sources_) {
    if (!source.used && source.relevant && source.file.version.is_regular()) {
      contents.of_base.push_back(source.file.version.id);
    }
  }
  for (const Destination& destination : destinations_) {
    if (!destination.used && destination.file.version.is_regular()) {
      contents.of_side.push_back(destination.file.version.id);
    }
  }
  if (contents.of_base.empty() || contents.of_side.empty()) return {};
  return contents;
}

std::vector<Rename> RenameFinder::find(ObjectStore& store) {
  Contest contest(store);
  find_by_name(contest);
  find_alike(contest);
  return renames_;
}

void RenameFinder::find_by_name(Contest& contest) {
  directories_.fix_guesses();
  std::unordered_map<std::string, std::size_t> sources;
  std::unordered_map<std::string, std::vector<Destination*>> destinations;
  std::unordered_map<std::string, Destination*> by_path;
  for (const Source& source : sources_) {
    if (!source.used) ++sources[base_name(source.file.path)];
  }
  for (Destination& destination : destinations_) {
    if (destination.used) continue;
    destinations[base_name(destination.file.path)].push_back(&destination);
    by_path[destination.file.path] = &destination;
  }
  for (Source& source : sources_) {
    if (source.used || !source.relevant) continue;
    const std::string name = base_name(source.file.path);
    const auto same_name = destinations.find(name);
    if (same_name == destinations.end()) continue;
    Destination* place = same_name->second.front();
    if (sources[name] > 1 || same_name->second.size() > 1) {
      const auto guessed = by_path.find(directories_.likely_place(source.file.path));
      if (guessed == by_path.end()) continue;
      place = guessed->second;
    }
    if (place->used) continue;
    const std::uint64_t score =
        contest.score(source.file.version, place->file.version, alike_of_same_name);
    if (score >= alike_of_same_name) record(source, *place);
  }
}

void RenameFinder::find_alike(Contest& contest) {
  std::vector<RenameEnds::File> open;
  for (const Source& source : sources_) {
    if (!source.used && source.relevant) open.push_back(source.file);
  }
  const std::set<std::string> certain = directories_.certain(open, relevant_);
  std::vector<Source*> sources;
  for (Source& source : sources_) {
    if (!source.used && source.relevant && !certain.contains(source.file.path)) {
      sources.push_back(&source);
    }
  }
  std::vector<Destination*> places;
  for (Destination& destination : destinations_) {
    if (!destination.used) places.push_back(&destination);
  }
  if (sources.size() * places.size() > rename_limit * rename_limit) return;

  struct Pair {
    std::uint64_t score = 0;
    bool same_name = false;
    Source* from = nullptr;
    Destination* to = nullptr;
    bool better_than(const Pair& other) const {
      return std::tuple(from != nullptr, score, same_name) >
             std::tuple(other.from != nullptr, other.score, other.same_name);
    }
  };
  std::vector<Pair> pairs;
  for (Destination* place : places) {
    std::array<Pair, candidates_each> best;
    for (Source* source : sources) {
      const Pair pair{contest.score(source->file.version, place->file.version, alike),
                      base_name(source->file.path) == base_name(place->file.path), source, place};
      // The first of the worst ones makes room.
      auto worst = best.begin();
      for (auto it = best.begin(); it != best.end(); ++it) {
        if (worst->better_than(*it)) worst = it;
      }
      if (pair.better_than(*worst)) *worst = pair;
    }
    pairs.insert(pairs.end(), best.begin(), best.end());
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.better_than(b); });
  for (const Pair& pair : pairs) {
    if (pair.from == nullptr || pair.score < alike) break;
    if (!pair.from->used && !pair.to->used) record(*pair.from, *pair.to);
  }
}

}  // namespace auto_sync
