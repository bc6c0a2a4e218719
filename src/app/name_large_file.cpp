#include "app/name_large_file.h"

#include "app/ask_objects.h"
#include "base/log.h"
#include "service/find_blob.h"

namespace auto_sync {
namespace {

/// A name is worth no more.
constexpr std::uint64_t tree_bytes_at_most = 64U << 20;

}  // namespace

void name_large_file(const ReadEdges& edges, FetchQuestion transfer_question, LargeFile& file) {
  if (!file.id || transfer_question.wants.empty()) return;
  FetchQuestion question = std::move(transfer_question);
  question.filter = ObjectFilter::no_blobs;
  question.needs_filter = true;
  question.thin = false;
  question.max_pack_bytes = tree_bytes_at_most;
  try {
    const std::unique_ptr<ObjectStore> store = edges.stores.open();
    ask_objects(edges.source, *store, edges.clock, question);
    file.path = find_blob(*store, {question.wants.front()}, *file.id).value_or("");
  } catch (const Error& error) {
    log::debug("The large file's name was not found: {}", error.what());
  }
}

}  // namespace auto_sync
