#include "service/watched_source.h"

#include "service/large_file_watch.h"

namespace auto_sync {

FetchAnswer WatchedSource::fetch(const FetchQuestion& question, ByteSink& pack) {
  if (!limit_) return source_.fetch(question, pack);
  LargeFileWatch watch(pack, *limit_, inflaters_, checksums_);
  FetchAnswer answer = source_.fetch(question, watch);
  watch.finish();
  return answer;
}

}  // namespace auto_sync
