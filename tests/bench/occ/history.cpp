#include "bench/occ/history.h"

#include <algorithm>
#include <numeric>

namespace auto_sync::bench {
namespace {

// A side branch of one to three commits, main moving on meanwhile or not, and its merge.
std::vector<Step> plan_branch(Random& random) {
  std::vector<Step> steps(random.between(1, 3), Step::on_branch);
  if (random.chance(40)) steps.insert(steps.begin() + 1, Step::on_main);
  steps.push_back(Step::merge);
  return steps;
}

// The steps of a stretch of which `length` commits are there already.
std::vector<Step> plan_stretch(const Stretch& stretch, std::size_t length, Random& random) {
  std::vector<std::vector<Step>> groups;
  for (std::uint32_t i = 0; i < stretch.merges; ++i) {
    groups.push_back(plan_branch(random));
    length += groups.back().size();
  }
  for (; length < stretch.commits; ++length) groups.push_back({Step::on_main});
  random.shuffle(groups);
  std::vector<Step> steps;
  for (const auto& group : groups) steps.insert(steps.end(), group.begin(), group.end());
  return steps;
}

std::vector<PlannedCommit> plan_steps(const Shape& shape, Random& random) {
  std::vector<PlannedCommit> history = {{.step = Step::on_main, .imports = true}};
  bool open = false;
  for (const auto& stretch : shape.stretches) {
    const std::size_t root = history.size() == 1 ? 1 : 0;
    for (const Step step : plan_stretch(stretch, root, random)) {
      const bool forks = step == Step::on_branch && !open;
      open = step == Step::on_branch || (open && step != Step::merge);
      history.push_back({.step = step, .forks = forks});
    }
  }
  return history;
}

// The imports come early: a collection is collected first. The root is one already.
void choose_imports(const Shape& shape, std::vector<PlannedCommit>& history, Random& random) {
  for (std::uint32_t chosen = 1; chosen < shape.imports;) {
    auto& commit = history[random.below(shape.imports_until)];
    if (commit.step != Step::on_main || commit.imports) continue;
    commit.imports = true;
    ++chosen;
  }
}

}  // namespace

std::vector<PlannedCommit> plan_history(const Shape& shape, Random& random) {
  // The collection grows at first, and is then worked on.
  constexpr std::uint32_t added_percent = 38;
  constexpr std::uint32_t added_percent_later = 14;
  auto history = plan_steps(shape, random);
  choose_imports(shape, history, random);
  const auto ordinary = shape.commits() - shape.merges() - shape.imports;
  const auto sizes = draw(shape.files_in_a_commit, ordinary, random);
  std::uint32_t left = shape.files;
  auto size = sizes.begin();
  for (auto& commit : history) {
    if (commit.step == Step::merge || commit.imports) continue;
    const auto at = static_cast<std::uint32_t>(&commit - history.data());
    const auto percent = at < shape.stretches[0].commits ? added_percent : added_percent_later;
    const bool last = at + 1 == shape.commits();  // the typical small one
    commit.additions = last ? 0 : (*size * percent + random.below(100)) / 100;
    commit.changes = last ? 1 : *size - commit.additions;
    left -= commit.additions;
    ++size;
  }
  std::uint32_t imports = shape.imports;
  for (auto& commit : history) {
    if (!commit.imports) continue;
    commit.additions = left / imports--;
    left -= commit.additions;
  }
  return history;
}

Births::Births(const std::vector<PlannedCommit>& history, std::size_t files, Random& random) {
  std::vector<std::size_t> all(files);
  std::iota(all.begin(), all.end(), 0);
  random.shuffle(all);
  std::size_t later = 0;
  for (const auto& commit : history) later += commit.imports ? 0 : commit.additions;
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(later);
  std::sort(all.begin(), middle);
  std::sort(middle, all.end());
  later_.assign(all.begin(), middle);
  imported_.assign(middle, all.end());
}

std::vector<std::size_t> Births::next(const PlannedCommit& commit, Random& random) {
  auto& pool = commit.imports ? imported_ : later_;
  const auto count = std::min<std::size_t>(commit.additions, pool.size());
  const auto room = static_cast<std::uint32_t>(pool.size() - count);
  const auto start = commit.imports ? room : random.below(room + 1);
  const auto begin = pool.begin() + start;
  std::vector<std::size_t> born(begin, begin + static_cast<std::ptrdiff_t>(count));
  pool.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
  return born;
}

}  // namespace auto_sync::bench
