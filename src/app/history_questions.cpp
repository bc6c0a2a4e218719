#include "app/history_questions.h"

#include <utility>

#include "app/incomplete_answer.h"
#include "policy/relate.h"

namespace auto_sync {

CommitAnswer HistoryQuestions::ask(GitSource& side, const FetchQuestion& question,
                                   const AnnouncedCount& announced) {
  CommitAnswer answer = ask_commits(side, edges_.packs, edges_.clock, question, announced);
  if (answer.fetch.want_gone) {
    const std::lock_guard lock(mutex_);
    if (!lost_) lost_ = LostCommit{&side, answer.fetch.lost_want};
  }
  return answer;
}

CommitAnswer HistoryQuestions::beyond(const Oid& tip, const Oid& have,
                                      const AnnouncedCount& announced) {
  FetchQuestion question;
  question.wants = {tip};
  question.haves = {have};
  return ask(edges_.source, question, announced);
}

CommitGraph HistoryQuestions::ask_difference(const Oid& tip, const Oid& base) {
  // Both are wanted, so that a commit the source has lost is an answer and not a whole history.
  FetchQuestion question;
  question.wants = {tip, base};
  question.haves = {base};
  question.done = true;
  CommitAnswer answer = ask(edges_.source, question);
  CommitGraph graph;
  graph.add(std::move(answer.commits));
  return graph;
}

CommitGraph HistoryQuestions::difference(const Oid& tip, const Oid& base) {
  CommitGraph graph = ask_difference(tip, base);
  if (gone() || graph.contains(tip)) return graph;
  const CommitGraph opposite = ask_difference(base, tip);
  if (!gone() && !opposite.has_parent(opposite.reachable(base), tip)) {
    throw lacks_object(edges_.source, tip);
  }
  return {};
}

std::vector<Commit> HistoryQuestions::own_commits(GitSource& side, const Oid& tip,
                                                  const std::vector<Oid>& haves) {
  FetchQuestion question;
  question.wants = {tip};
  question.haves = haves;
  question.done = true;
  CommitAnswer answer = ask(side, question);
  CommitGraph graph;
  graph.add(std::move(answer.commits));
  if (!answer.fetch.want_gone && !graph.contains(tip)) throw lacks_object(side, tip);
  return graph.newest_first(graph.reachable(tip));
}

CommitAnswer HistoryQuestions::nearest(GitSource& side, const std::vector<Oid>& tips,
                                       std::uint32_t depth) {
  FetchQuestion question;
  question.wants = tips;
  question.depth = depth;
  question.done = true;
  question.may_be_unreadable = &side == &edges_.target;
  CommitAnswer answer = ask(side, question);
  if (const auto hole = find_hole(answer.commits, answer.fetch.shallow)) {
    throw lacks_object(side, *hole);
  }
  return answer;
}

}  // namespace auto_sync
