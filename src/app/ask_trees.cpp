#include "app/ask_trees.h"

#include <algorithm>
#include <unordered_set>

#include "app/ask_objects.h"
#include "base/error.h"

namespace auto_sync {
namespace {

/// Beyond, a round trip costs more than the trees that nobody needed.
constexpr std::size_t few_trees = 256;

void ask(GitSource& from, ObjectStore& store, Clock& clock, FetchQuestion question) {
  question.done = true;
  question.needs_filter = true;
  const FetchAnswer answer = ask_objects(from, store, clock, std::move(question));
  if (!answer.filtered) {
    throw Error(ErrorKind::remote, "the server has no filters, so that every file would come along",
                "Allow them there: `git config uploadpack.allowFilter true`.");
  }
  if (answer.want_gone) {
    throw Error(ErrorKind::remote, "the server no longer has what is asked for",
                "Run the sync again.");
  }
}

}  // namespace

void ask_bare_commits(GitSource& from, ObjectStore& store, Clock& clock, std::vector<Oid> commits) {
  FetchQuestion question;
  question.wants = std::move(commits);
  question.filter = ObjectFilter::no_trees;
  question.depth = 1;
  ask(from, store, clock, std::move(question));
}

void ask_commit_with_trees(GitSource& from, ObjectStore& store, Clock& clock, const Oid& commit) {
  FetchQuestion question;
  question.wants = {commit};
  question.filter = ObjectFilter::no_blobs;
  question.depth = 1;
  ask(from, store, clock, std::move(question));
}

void ask_trees(GitSource& from, ObjectStore& store, Clock& clock, const std::vector<Oid>& trees) {
  std::vector<Oid> lacking;
  std::unordered_set<Oid> seen;
  for (const Oid& tree : trees) {
    if (seen.insert(tree).second && !store.contains(tree)) lacking.push_back(tree);
  }
  const ObjectFilter filter =
      lacking.size() > few_trees ? ObjectFilter::no_blobs : ObjectFilter::no_trees;
  for (std::size_t start = 0; start < lacking.size(); start += wants_at_once) {
    const std::size_t count = std::min(wants_at_once, lacking.size() - start);
    const auto first = lacking.begin() + static_cast<std::ptrdiff_t>(start);
    FetchQuestion question;
    question.wants.assign(first, first + static_cast<std::ptrdiff_t>(count));
    question.filter = filter;
    ask(from, store, clock, std::move(question));
  }
}

}  // namespace auto_sync
