// The merge engine against git's own merges of the same pairs.
#include <cstdlib>
#include <set>

#include "adapters/libgit2_object_store.h"
#include "service/tree_merge.h"
#include "support/catch.h"
#include "unit/adapters/merge_corpus.h"

namespace auto_sync {
namespace {

using testing::DivergedPair;
using testing::GitRepo;
using testing::TempDir;

Oid oid(const std::string& hex) {
  return Oid::parse(hex).value();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::unique_ptr<ObjectStore> open_whole(Libgit2ObjectStores& stores, GitRepo& repo) {
  const auto pack = repo.try_run({"pack-objects", "-q", "--all", "--stdout"});
  REQUIRE(pack.exit_code == 0);
  auto store = stores.open();
  const auto incoming = store->add_pack();
  incoming->write(pack.out);
  incoming->finish();
  return store;
}

/// What git says of a pair.
struct Reference {
  bool clean = false;
  std::string tree;
  std::string words;
};

Reference ask_git(GitRepo& repo, const DivergedPair& pair) {
  const auto result = repo.try_run({"-c", "merge.directoryRenames=false", "merge-tree",
                                    "--write-tree", "--messages", pair.ours, pair.theirs});
  REQUIRE(result.exit_code <= 1);
  return {result.exit_code == 0, result.out.substr(0, 40), result.out};
}

/// The engine's own verdict; virtual bases as the analysis makes them.
MergeAnalysis merge_pair(GitRepo& repo, ObjectStore& store, const DivergedPair& pair) {
  const std::vector<MergeRule> rules;
  const auto tree = [&](const std::string& commit) { return store.commit(oid(commit)).tree; };
  const auto bases = lines_of(repo.run({"merge-base", "--all", pair.ours, pair.theirs}));
  Oid base = tree(bases.at(0));
  if (bases.size() == 2) {
    const std::string common = repo.run({"merge-base", bases[0], bases[1]});
    const MergeAnalysis virtual_base =
        TreeMerge(store, {tree(common), tree(bases[1]), tree(bases[0])}, rules).merge();
    if (!virtual_base.clean) return {};
    base = *virtual_base.tree;
  }
  return TreeMerge(store,
                   {base, tree(repo.rev_parse(pair.ours)), tree(repo.rev_parse(pair.theirs))},
                   rules)
      .merge();
}

std::string describe(const MergeAnalysis& analysis) {
  std::string text = analysis.clean ? "clean " + analysis.tree->hex() : "not clean";
  for (const ConflictedFile& file : analysis.conflicts) {
    text += "\n  " + std::string(to_string(file.kind)) + " " + file.path;
  }
  return text;
}

/// Compares a corpus; returns how many verdicts differ.
std::size_t compare(std::uint64_t seed, std::size_t count) {
  const TempDir temp;
  GitRepo repo(temp / "r.git");
  const auto pairs = testing::make_diverged_pairs(repo, seed, count);
  Libgit2ObjectStores stores(temp.path());
  const auto store = open_whole(stores, repo);
  std::size_t different = 0;
  std::size_t clean = 0;
  for (const DivergedPair& pair : pairs) {
    const Reference git = ask_git(repo, pair);
    const MergeAnalysis analysis = merge_pair(repo, *store, pair);
    INFO(pair.ours << ": " << pair.story << "\ngit: " << git.words
                   << "\nengine: " << describe(analysis));
    if (git.clean) ++clean;
    if (git.clean != analysis.clean) {
      ++different;
      WARN("another verdict than git's: " << pair.ours << ": " << pair.story << "\n"
                                          << git.words << "\nengine: " << describe(analysis));
    }
    CHECK((git.clean || !analysis.clean));  // never clean where git says conflict
    if (git.clean && analysis.clean) CHECK(analysis.tree->hex() == git.tree);
  }
  WARN("clean: " << clean << " of " << count << ", different: " << different);
  return different;
}

TEST_CASE("the merge of 300 generated pairs has git's verdict and git's tree") {
  CHECK(compare(1, 300) * 100 <= 300);
}

TEST_CASE("the merge of many more generated pairs has git's verdict and git's tree", "[.][long]") {
  const char* seed = std::getenv("MERGE_CORPUS_SEED");
  CHECK(compare(seed != nullptr ? std::strtoull(seed, nullptr, 10) : 2, 2000) * 100 <= 2000);
}

}  // namespace
}  // namespace auto_sync
