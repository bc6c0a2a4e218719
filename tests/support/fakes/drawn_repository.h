#pragma once
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "service/commit_pack.h"
#include "service/git_remote.h"
#include "service/pack_header.h"
#include "support/fakes/drawn_history.h"

namespace auto_sync::test {

/// Every commit that there is, on whichever side.
class DrawnCommits {
 public:
  using Set = std::unordered_set<Oid>;

  explicit DrawnCommits(const std::string& drawing) {
    for (const Commit& commit : testing::DrawnHistory(drawing).commits()) {
      commits_.emplace(commit.id, commit);
    }
  }
  const Commit& at(const Oid& id) const { return commits_.at(id); }

  /// Those less than `depth` steps behind any of `tips`, and the last of them that have parents.
  Set nearest(const std::vector<Oid>& tips, std::uint32_t depth, std::vector<Oid>& boundary) const {
    Set found;
    std::vector<Oid> level = tips;
    for (; depth > 0 && !level.empty(); --depth) {
      std::vector<Oid> next;
      for (const Oid& id : level) {
        if (!found.insert(id).second) continue;
        const std::vector<Oid>& parents = at(id).parents;
        next.insert(next.end(), parents.begin(), parents.end());
        if (depth == 1 && !parents.empty()) boundary.push_back(id);
      }
      level = std::move(next);
    }
    return found;
  }
  Set behind(const std::vector<Oid>& tips) const {
    std::vector<Oid> none;
    return nearest(tips, 1'000, none);
  }

 private:
  std::unordered_map<Oid, Commit> commits_;
};

/// The upload-pack of a repository that has what its refs reach. Its packs are a header and the ids
/// of the commits, which DrawnPacks reads.
class DrawnRepository : public GitSource {
 public:
  DrawnRepository(const DrawnCommits& commits, const std::map<std::string, Oid>& refs)
      : commits_(commits), refs_(refs) {}

  SourceListing list(const std::vector<std::string>& prefixes) override {
    SourceListing listing;
    for (const auto& [name, id] : refs_) {
      const bool asked =
          std::any_of(prefixes.begin(), prefixes.end(),
                      [&](const std::string& prefix) { return name.starts_with(prefix); });
      if (asked) listing.refs.push_back({name, id, {}});
    }
    return listing;
  }

  FetchAnswer fetch(const FetchQuestion& question, ByteSink& pack) override {
    std::vector<Oid> tips;
    for (const auto& [name, id] : refs_) tips.push_back(id);
    const DrawnCommits::Set here = commits_.behind(tips);
    FetchAnswer answer;
    for (const Oid& want : question.wants) {
      answer.want_gone = answer.want_gone || !here.contains(want);
    }
    if (answer.want_gone) return answer;
    for (const Oid& have : question.haves) {
      if (here.contains(have)) answer.acknowledged.push_back(have);
    }
    answer.pack_received = question.done || !answer.acknowledged.empty();
    if (!answer.pack_received) return answer;
    DrawnCommits::Set sent = question.depth
                                 ? commits_.nearest(question.wants, *question.depth, answer.shallow)
                                 : commits_.behind(question.wants);
    for (const Oid& had : commits_.behind(answer.acknowledged)) sent.erase(had);
    std::string bytes("PACK\0\0\0\2\0\0\0", 11);
    bytes += static_cast<char>(sent.size());
    for (const Oid& id : sent) bytes += id.hex();
    pack.write(bytes);
    return answer;
  }

 private:
  const DrawnCommits& commits_;
  const std::map<std::string, Oid>& refs_;
};

/// Reads the packs of a DrawnRepository.
class DrawnPacks : public CommitPackReader {
 public:
  explicit DrawnPacks(const DrawnCommits& commits) : commits_(commits) {}
  std::unique_ptr<CommitPack> open() override { return std::make_unique<Pack>(commits_); }

 private:
  class Pack : public CommitPack {
   public:
    explicit Pack(const DrawnCommits& commits) : commits_(commits) {}
    void write(std::string_view bytes) override { bytes_ += bytes; }
    std::vector<Commit> finish() override {
      std::vector<Commit> found;
      for (std::size_t at = pack_header_size; at < bytes_.size(); at += 2 * Oid::size) {
        found.push_back(commits_.at(*Oid::parse(bytes_.substr(at, 2 * Oid::size))));
      }
      return found;
    }
    bool contains(const Oid& id) const override { return bytes_.find(id.hex()) != bytes_.npos; }

   private:
    const DrawnCommits& commits_;
    std::string bytes_;
  };

  const DrawnCommits& commits_;
};

}  // namespace auto_sync::test
