#include "service/pack_relay.h"

#include <algorithm>
#include <cstring>

#include "service/extended_pack.h"
#include "service/transfer_progress.h"
#include "wire/push_messages.h"

namespace auto_sync {
namespace {

/// A body that is in memory already.
class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  std::optional<std::uint64_t> length() const override { return text_.size(); }
  std::size_t read(std::span<char> into) override {
    const std::size_t count = std::min(into.size(), text_.size() - given_);
    std::memcpy(into.data(), text_.data() + given_, count);
    given_ += count;
    return count;
  }
  bool start_again() override {
    given_ = 0;
    return true;
  }

 private:
  std::string text_;
  std::size_t given_ = 0;
};

}  // namespace

TransferOutcome PackRelay::carry(const TransferRequest& request) {
  if (request.question.wants.empty()) return push_without_objects(request);
  return request.with_length ? push_spooled(request) : push_streamed(request);
}

/// Pushes the source's pack, and our own objects with it.
PushReport PackRelay::push(const TransferRequest& request, ByteSource& pack) {
  if (request.own_pack.empty()) return target_.push(request.commands, request.atomic, &pack);
  ExtendedPack extended(pack, request.own_pack, checksums_);
  return target_.push(request.commands, request.atomic, &extended);
}

TransferOutcome PackRelay::push_without_objects(const TransferRequest& request) {
  TransferOutcome outcome;
  const bool deletes_only =
      std::none_of(request.commands.begin(), request.commands.end(),
                   [](const PlannedRef& command) { return command.new_id.has_value(); });
  TextSource pack(request.own_pack.empty() ? wire::empty_pack() : request.own_pack);
  outcome.report = target_.push(request.commands, request.atomic, deletes_only ? nullptr : &pack);
  return outcome;
}

TransferOutcome PackRelay::push_spooled(const TransferRequest& request) {
  TransferOutcome outcome;
  const std::unique_ptr<Spool> spool = spooler_.open();
  TransferProgress progress(*spool, clock_);
  const FetchAnswer answer = source_.fetch(request.question, progress);
  outcome.want_gone = answer.want_gone;
  outcome.lost_want = answer.lost_want;
  if (answer.want_gone) return outcome;
  if (!answer.pack_received) throw no_pack();
  outcome.pack_bytes = progress.bytes();
  outcome.pack_objects = progress.objects();
  spool->rewind();
  outcome.report = push(request, *spool);
  return outcome;
}

/// The download begun before, if it answers this question and brings a pack; else a new one.
std::unique_ptr<PackDownload> PackRelay::download(const FetchQuestion& question) {
  std::unique_ptr<PackDownload> begun = std::move(begun_);
  if (begun && begun->answers(question) && begun->has_begun()) return begun;
  begun.reset();
  return std::make_unique<PackDownload>(source_, question, clock_, stop_);
}

void PackRelay::begin(const FetchQuestion& question) {
  begun_.reset();
  begun_ = std::make_unique<PackDownload>(source_, question, clock_, stop_);
}

void PackRelay::drop() {
  begun_.reset();
}

TransferOutcome PackRelay::push_streamed(const TransferRequest& request) {
  TransferOutcome outcome;
  const std::unique_ptr<PackDownload> pack = download(request.question);
  try {
    outcome.report = push(request, pack->pack());
  } catch (const WantGone& gone) {
    outcome.want_gone = true;
    outcome.lost_want = gone.want;
  }
  outcome.pack_bytes = pack->bytes();
  outcome.pack_objects = pack->objects();
  return outcome;
}

}  // namespace auto_sync
