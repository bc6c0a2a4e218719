#include "app/ask_commits.h"

#include "base/error.h"
#include "base/log.h"
#include "service/retry.h"

namespace auto_sync {
namespace {

constexpr std::uint64_t max_history_bytes = 1ULL << 30;

}  // namespace

CommitAnswer ask_commits(GitSource& from, CommitPackReader& packs, Clock& clock,
                         FetchQuestion question) {
  question.commits_only = true;
  question.max_pack_bytes = max_history_bytes;
  for (int tries = 1;; ++tries) {
    try {
      const std::unique_ptr<CommitPack> pack = packs.open();
      CommitAnswer answer;
      answer.fetch = from.fetch(question, *pack);
      if (answer.fetch.pack_received) {
        answer.commits = pack->finish();
        answer.others = pack->others();
      }
      return answer;
    } catch (const Error& error) {
      if (!error.transient() || tries == max_tries) throw;
      log::info("{}; asking again (try {} of {})", error.what(), tries + 1, max_tries);
    }
    clock.sleep_for(back_off(tries, random_jitter()));
  }
}

}  // namespace auto_sync
