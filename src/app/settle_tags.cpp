#include "app/settle_tags.h"

#include <algorithm>
#include <unordered_set>

#include "app/ask_commits.h"

namespace auto_sync {
namespace {

/// Which of `ids` the source sends although it is told that we have `carried`.
std::unordered_set<Oid> not_reachable(const ReadEdges& edges, const Oid& carried,
                                      const std::vector<Oid>& ids) {
  std::unordered_set<Oid> sent;
  for (std::size_t start = 0; start < ids.size(); start += wants_at_once) {
    const std::size_t end = std::min(ids.size(), start + wants_at_once);
    FetchQuestion question;
    question.wants.assign(ids.begin() + static_cast<std::ptrdiff_t>(start),
                          ids.begin() + static_cast<std::ptrdiff_t>(end));
    question.haves = {carried};
    question.done = true;
    const CommitAnswer answer = ask_commits(edges.source, edges.packs, edges.clock, question);
    sent.insert(answer.wanted.begin(), answer.wanted.end());
    // A tag that went away between listing and question is not ours to push.
    if (answer.fetch.want_gone) sent.insert(question.wants.begin(), question.wants.end());
  }
  return sent;
}

}  // namespace

void settle_tags(const ReadEdges& edges, const Oid& carried, const HistoryFacts& history,
                 std::vector<TagFacts>& tags) {
  std::unordered_set<Oid> reachable = {carried};
  for (const Commit& commit : history.source_commits) reachable.insert(commit.id);

  std::vector<Oid> unsettled;
  std::unordered_set<Oid> asked;
  for (const TagFacts& tag : tags) {
    const Oid& commit = tag.source.commit();
    if (tag.same() || reachable.contains(commit)) continue;
    if (asked.insert(commit).second) unsettled.push_back(commit);
  }
  if (unsettled.empty()) return;
  const std::unordered_set<Oid> unreachable = not_reachable(edges, carried, unsettled);
  for (TagFacts& tag : tags) {
    if (!tag.same()) tag.reachable = !unreachable.contains(tag.source.commit());
  }
}

}  // namespace auto_sync
