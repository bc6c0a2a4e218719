#include "service/rename_directories.h"

#include <algorithm>
#include <utility>

namespace auto_sync {
namespace {

/// Stands for wherever a file went whose rename is not known yet.
const std::string unknown_place = "/";

/// Whether one directory leads even if all that is unknown went to the second.
bool decided(const std::map<std::string, int>& counts) {
  int first = 0;
  int second = 0;
  int unknown = 0;
  for (const auto& [place, count] : counts) {
    if (place == unknown_place) {
      unknown = count;
    } else if (count >= first) {
      second = std::exchange(first, count);
    } else {
      second = std::max(second, count);
    }
  }
  return first > second + unknown;
}

}  // namespace

DirectoryUse RenameDirectories::use_of(const std::string& directory) const {
  const auto found = removed_.find(directory);
  return found == removed_.end() ? DirectoryUse::none : found->second;
}

void RenameDirectories::count(const std::string& from, const std::string& to) {
  std::string old_place = from;
  std::string new_place = to;
  for (bool first = true;; first = false) {
    const bool alike = base_name(old_place) == base_name(new_place);
    old_place = directory_of(old_place);
    if (!removed_.contains(old_place) || (!first && !alike)) return;
    new_place = directory_of(new_place);
    const DirectoryUse use = use_of(old_place);
    if (use == DirectoryUse::self || first) ++counts_[old_place][new_place];
    if (use == DirectoryUse::none || old_place.empty() || new_place.empty()) return;
  }
}

void RenameDirectories::fix_guesses() {
  for (const auto& [from, places] : counts_) {
    const auto best =
        std::max_element(places.begin(), places.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    guesses_[from] = best->first;
  }
}

std::string RenameDirectories::likely_place(const std::string& from) const {
  const auto guess = guesses_.find(directory_of(from));
  return guess == guesses_.end() ? std::string() : guess->second + "/" + base_name(from);
}

/// Whether any directory from here upwards, as far as they were removed, still asks for renames.
bool RenameDirectories::needed(std::string directory) const {
  for (;;) {
    const DirectoryUse use = use_of(directory);
    if (use == DirectoryUse::none) return false;
    if (use == DirectoryUse::self) return true;
    directory = directory_of(directory);
  }
}

std::set<std::string> RenameDirectories::certain(const std::vector<RenameEnds::File>& open,
                                                 const std::map<std::string, SourceUse>& relevant) {
  for (const RenameEnds::File& file : open) {
    for (std::string place = directory_of(file.path);
         !place.empty() && use_of(place) != DirectoryUse::none; place = directory_of(place)) {
      ++counts_[place][unknown_place];
    }
  }
  for (const auto& [from, places] : counts_) {
    if (use_of(from) == DirectoryUse::self && decided(places)) {
      removed_[from] = DirectoryUse::ancestor;
    }
  }
  std::set<std::string> files;
  for (const RenameEnds::File& file : open) {
    if (relevant.at(file.path) == SourceUse::location && !needed(directory_of(file.path))) {
      files.insert(file.path);
    }
  }
  return files;
}

}  // namespace auto_sync
