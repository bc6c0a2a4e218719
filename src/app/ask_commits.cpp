#include "app/ask_commits.h"

#include "app/incomplete_answer.h"
#include "service/pack_header.h"
#include "service/retry.h"

namespace auto_sync {
namespace {

constexpr std::uint64_t max_history_bytes = 1ULL << 30;

/// Passes a pack on, and tells how many objects its header announces.
class CountedPack : public ByteSink {
 public:
  CountedPack(ByteSink& next, const AnnouncedCount& announced)
      : next_(next), announced_(announced) {}

  void write(std::string_view bytes) override {
    if (header_.take(bytes) && announced_) announced_(pack_number(header_.bytes(), pack_count_at));
    next_.write(bytes);
  }

 private:
  ByteSink& next_;
  const AnnouncedCount& announced_;
  PackHeader header_;
};

}  // namespace

CommitAnswer ask_commits(GitSource& from, CommitPackReader& packs, Clock& clock,
                         FetchQuestion question, const AnnouncedCount& announced) {
  question.filter = ObjectFilter::no_trees;
  question.max_pack_bytes = max_history_bytes;
  return with_retries(clock, [&] {
    const std::unique_ptr<CommitPack> pack = packs.open();
    CommitAnswer answer;
    CountedPack counted(*pack, announced);
    answer.fetch = from.fetch(question, counted);
    if (answer.fetch.pack_received) {
      answer.commits = pack->finish();
      for (const Oid& want : question.wants) {
        if (pack->contains(want)) {
          answer.wanted.push_back(want);
        } else if (question.haves.empty()) {
          // What we have may contain a want, which then stays away; where we have nothing, all
          // come.
          throw lacks_object(from, want);
        }
      }
    }
    return answer;
  });
}

}  // namespace auto_sync
