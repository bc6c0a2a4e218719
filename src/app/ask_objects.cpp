#include "app/ask_objects.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/incomplete_answer.h"
#include "service/retry.h"

namespace auto_sync {
namespace {

constexpr std::uint64_t max_object_bytes = 1ULL << 30;

/// Those of `wants` that the store lacks.
std::vector<Oid> lacking(ObjectStore& store, const std::vector<Oid>& wants) {
  std::vector<Oid> ids;
  std::copy_if(wants.begin(), wants.end(), std::back_inserter(ids),
               [&](const Oid& id) { return !store.contains(id); });
  return ids;
}

/// One question, and what it brought into the store.
FetchAnswer ask_once(GitSource& from, ObjectStore& store, const FetchQuestion& question) {
  const std::unique_ptr<IncomingPack> pack = store.add_pack();
  FetchAnswer answer = from.fetch(question, *pack);
  if (answer.pack_received) pack->finish();
  return answer;
}

}  // namespace

FetchAnswer ask_objects(GitSource& from, ObjectStore& store, Clock& clock, FetchQuestion question) {
  if (question.max_pack_bytes == 0) question.max_pack_bytes = max_object_bytes;
  return with_retries(clock, [&] {
    FetchQuestion rest = question;
    for (;;) {
      FetchAnswer answer = ask_once(from, store, rest);
      if (!answer.pack_received || !question.haves.empty()) return answer;
      std::vector<Oid> missing = lacking(store, rest.wants);
      if (missing.empty()) return answer;
      if (missing.size() == rest.wants.size()) throw lacks_object(from, missing.front());
      rest.wants = std::move(missing);
    }
  });
}

}  // namespace auto_sync
