#include "service/pack_relay.h"

#include <cstring>
#include <thread>

#include "base/error.h"
#include "service/bounded_pipe.h"
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

 private:
  std::string text_;
  std::size_t given_ = 0;
};

Error no_pack() {
  return Error(ErrorKind::remote, "The source answered the request for objects without a pack.",
               "Run the sync again.", true);
}

/// Thrown through the pipe when a want has gone: not an error of the run, the caller plans anew.
struct WantGone {};

/// Runs the fetch and tells the pipe how it ended. Never throws.
void fetch_into(GitSource& source, const FetchQuestion& question, ByteSink& sink,
                BoundedPipe& pipe) {
  try {
    const FetchAnswer answer = source.fetch(question, sink);
    if (answer.want_gone) throw WantGone{};
    if (!answer.pack_received) throw no_pack();
    pipe.close();
  } catch (...) {
    pipe.fail(std::current_exception());
  }
}

}  // namespace

TransferOutcome PackRelay::carry(const TransferRequest& request) {
  if (request.question.wants.empty()) return push_without_objects(request);
  return request.with_length ? push_spooled(request) : push_streamed(request);
}

TransferOutcome PackRelay::push_without_objects(const TransferRequest& request) {
  TransferOutcome outcome;
  const bool deletes_only =
      std::none_of(request.commands.begin(), request.commands.end(),
                   [](const PlannedRef& command) { return command.new_id.has_value(); });
  TextSource pack(wire::empty_pack());
  outcome.report = target_.push(request.commands, request.atomic, deletes_only ? nullptr : &pack);
  return outcome;
}

TransferOutcome PackRelay::push_spooled(const TransferRequest& request) {
  TransferOutcome outcome;
  const std::unique_ptr<Spool> spool = spooler_.open();
  TransferProgress progress(*spool, clock_);
  const FetchAnswer answer = source_.fetch(request.question, progress);
  outcome.want_gone = answer.want_gone;
  if (answer.want_gone) return outcome;
  if (!answer.pack_received) throw no_pack();
  outcome.pack_bytes = progress.bytes();
  outcome.pack_objects = progress.objects();
  spool->rewind();
  outcome.report = target_.push(request.commands, request.atomic, spool.get());
  return outcome;
}

TransferOutcome PackRelay::push_streamed(const TransferRequest& request) {
  TransferOutcome outcome;
  BoundedPipe pipe(pipe_capacity, stop_);
  TransferProgress progress(pipe, clock_);
  {
    const std::jthread fetch([&] { fetch_into(source_, request.question, progress, pipe); });
    // However the push ends, a fetch still under way must not wait for a reader that has gone.
    struct Abandon {
      BoundedPipe& pipe;
      ~Abandon() { pipe.abandon(); }
    } const abandon{pipe};
    try {
      outcome.report = target_.push(request.commands, request.atomic, &pipe);
    } catch (const WantGone&) {
      outcome.want_gone = true;
    }
  }
  outcome.pack_bytes = progress.bytes();
  outcome.pack_objects = progress.objects();
  return outcome;
}

}  // namespace auto_sync
