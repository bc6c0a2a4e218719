#include "app/ask_commits.h"

#include "service/retry.h"

namespace auto_sync {
namespace {

constexpr std::uint64_t max_history_bytes = 1ULL << 30;

}  // namespace

CommitAnswer ask_commits(GitSource& from, CommitPackReader& packs, Clock& clock,
                         FetchQuestion question) {
  question.filter = ObjectFilter::no_trees;
  question.max_pack_bytes = max_history_bytes;
  return with_retries(clock, [&] {
    const std::unique_ptr<CommitPack> pack = packs.open();
    CommitAnswer answer;
    answer.fetch = from.fetch(question, *pack);
    if (answer.fetch.pack_received) {
      answer.commits = pack->finish();
      answer.others = pack->others();
    }
    return answer;
  });
}

}  // namespace auto_sync
