// make_occ [pocket]: writes a repository of the shape of OpenCog Collection, or a small one like
// it, as a stream for `git fast-import`: always the same one, to the last bit (shape.h).
#include <algorithm>
#include <array>
#include <iostream>

#include "bench/occ/history.h"
#include "bench/occ/shape.h"
#include "bench/occ/stream.h"
#include "bench/occ/text.h"
#include "bench/occ/tree.h"

namespace auto_sync::bench {
namespace {

constexpr std::uint64_t seed = 52'959;
constexpr std::uint64_t first_commit_time = 1'704'067'200;  // 2024-01-01
constexpr std::array<std::string_view, 6> authors = {
    "Ada Lindqvist <ada@example.org>", "Bo Tanaka <bo@example.org>",
    "Chidi Marsh <chidi@example.org>", "Dana Petrov <dana@example.org>",
    "Eli Okafor <eli@example.org>",    "Build Bot <bot@example.org>"};

/// Lives through the history, commit by commit.
class Chronicle {
 public:
  Chronicle(const Shape& shape, Stream& stream)
      : shape_(shape),
        random_(seed),
        stream_(stream),
        files_(plan_files(shape_, vocabulary_, random_)),
        history_(plan_history(shape_, random_)),
        births_(history_, files_.size(), random_) {}

  void write() {
    for (const auto& planned : history_) {
      if (planned.step == Step::merge) {
        merge();
      } else {
        write_commit(planned);
      }
    }
    write_branches();
    write_tags();
  }

 private:
  using Changed = std::vector<std::pair<std::string_view, Mark>>;

  // The files a commit changes lie near each other.
  std::vector<std::size_t> choose_changes(const PlannedCommit& planned) {
    const auto total = static_cast<std::uint32_t>(files_.size());
    const auto window = std::min(total / 2, 4 * planned.changes + 24);
    const auto start = random_.below(total - window);
    std::vector<std::size_t> chosen;
    for (std::uint32_t tries = 8 * planned.changes; tries > 0; --tries) {
      const std::size_t at = start + random_.below(window);
      if (chosen.size() == planned.changes) break;
      if (may_change(files_[at], planned.step)) chosen.push_back(at);
    }
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    return chosen;
  }

  // Large files and binary ones hardly ever change.
  bool may_change(const File& file, Step step) {
    constexpr std::uint32_t large = 12'000;
    if (!file.born || file.content == Content::binary) return false;
    if (file.on_side_branch && step != Step::on_branch) return false;
    return file.size < large || random_.chance(5);
  }

  void change(File& file) {
    for (std::uint32_t n = random_.between(1, 3); n > 0; --n) {
      file.edits.push_back({.permille = random_.below(1000),
                            .removed = random_.below(4),
                            .added = random_.between(1, 6),
                            .seed = random_.next()});
    }
  }

  // The last commit is a typical small one: one source file, not too deep.
  std::size_t choose_last_change() {
    for (std::size_t at = random_.below(static_cast<std::uint32_t>(files_.size()) / 2);; ++at) {
      const auto& file = files_[at];
      const auto depth = std::count(file.path.begin(), file.path.end(), '/');
      if (depth == 3 && file.size > shape_.last_change_from &&
          file.size < shape_.last_change_below && file.born && file.content == Content::code)
        return at;
    }
  }

  void write_commit(const PlannedCommit& planned) {
    Changed changed;
    auto touched = births_.next(planned, random_);
    for (const auto at : touched) files_[at].born = true;
    const bool last = &planned == &history_.back();
    for (const auto at : last ? std::vector{choose_last_change()} : choose_changes(planned)) {
      if (std::find(touched.begin(), touched.end(), at) != touched.end()) continue;
      change(files_[at]);
      touched.push_back(at);
    }
    const bool side = planned.step == Step::on_branch;
    for (const auto at : touched) {
      changed.emplace_back(files_[at].path, stream_.blob(files_[at].render(vocabulary_)));
      files_[at].on_side_branch = side;
    }
    if (side) {
      on_branch_.insert(on_branch_.end(), changed.begin(), changed.end());
      touched_on_branch_.insert(touched_on_branch_.end(), touched.begin(), touched.end());
    }
    if (planned.forks) branch_ = main_;
    Mark& tip = side ? branch_ : main_;
    const std::string_view where =
        touched.empty() ? "main" : std::string_view(files_[touched.front()].path);
    const auto parents = tip == 0 ? std::vector<Mark>{} : std::vector{tip};
    tip = add(parents, render_message(vocabulary_, random_, where), changed);
  }

  void merge() {
    std::string message = "Merge branch '" + branch_name(forks_.size()) + "'\n";
    forks_.push_back(branch_);
    main_ = add({main_, branch_}, message, on_branch_);
    for (const auto at : touched_on_branch_) files_[at].on_side_branch = false;
    on_branch_.clear();
    touched_on_branch_.clear();
  }

  Mark add(const std::vector<Mark>& parents, std::string_view message, const Changed& changed) {
    time_ += random_.between(60, 40'000);
    const auto author = authors[random_.below(authors.size())];
    commits_.push_back(stream_.commit(parents, author, time_, message, changed));
    return commits_.back();
  }

  std::string branch_name(std::size_t number) const {
    return "topic/" + std::string(vocabulary_.at(number * 7)) + "-" + std::to_string(number);
  }

  void write_branches() {
    stream_.point("refs/heads/main", main_);
    for (std::size_t i = 0; i + 1 < shape_.branches; ++i) {
      const auto fork = forks_.size() * i / (shape_.branches - 1);
      stream_.point("refs/heads/" + branch_name(fork), forks_[fork]);
    }
  }

  // All in the oldest stretch, so that every target has them.
  void write_tags() {
    const std::size_t span = shape_.stretches[0].commits;
    for (std::uint32_t i = 0; i < shape_.tags; ++i) {
      const auto name = "v" + std::to_string(i / 10) + "." + std::to_string(i % 10);
      const Mark commit = commits_[span * (i + 1) / shape_.tags - 1];
      if (i < shape_.annotated_tags) {
        stream_.annotate(name, commit, authors[0], first_commit_time + i, "Release " + name + "\n");
      } else {
        stream_.point("refs/tags/" + name, commit);
      }
    }
  }

  const Shape& shape_;
  const Vocabulary vocabulary_;
  Random random_;
  Stream& stream_;
  std::vector<File> files_;
  std::vector<PlannedCommit> history_;
  Births births_;
  std::vector<Mark> commits_;
  std::vector<Mark> forks_;  // the last commit of each side branch
  Mark main_ = 0;
  Mark branch_ = 0;
  Changed on_branch_;
  std::vector<std::size_t> touched_on_branch_;
  std::uint64_t time_ = first_commit_time;
};

}  // namespace
}  // namespace auto_sync::bench

int main(int count, char** words) {
  namespace bench = auto_sync::bench;
  std::ios::sync_with_stdio(false);
  const bool small = count == 2 && std::string_view(words[1]) == "pocket";
  bench::Stream stream(std::cout);
  bench::Chronicle(small ? bench::pocket : bench::occ, stream).write();
  return stream.finish() ? 0 : 1;
}
