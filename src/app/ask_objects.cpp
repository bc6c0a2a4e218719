#include "app/ask_objects.h"

#include "app/incomplete_answer.h"
#include "service/retry.h"

namespace auto_sync {
namespace {

constexpr std::uint64_t max_object_bytes = 1ULL << 30;

}  // namespace

FetchAnswer ask_objects(GitSource& from, ObjectStore& store, Clock& clock, FetchQuestion question) {
  if (question.max_pack_bytes == 0) question.max_pack_bytes = max_object_bytes;
  return with_retries(clock, [&] {
    const std::unique_ptr<IncomingPack> pack = store.add_pack();
    FetchAnswer answer = from.fetch(question, *pack);
    if (!answer.pack_received) return answer;
    pack->finish();
    for (const Oid& want : question.haves.empty() ? question.wants : std::vector<Oid>()) {
      if (!store.contains(want)) throw lacks_object(from, want);
    }
    return answer;
  });
}

}  // namespace auto_sync
