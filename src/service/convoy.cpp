#include "service/convoy.h"

#include <algorithm>
#include <thread>
#include <unordered_set>

#include "base/error.h"
#include "service/pack_fan_out.h"

namespace auto_sync {
namespace {

constexpr std::size_t pipe_capacity = 1U << 20;

/// Whether one pack serves both: the same objects wanted in the same form, by targets whose
/// analysed tip, which comes first among the haves, agrees.
bool same_way(const FetchQuestion& a, const FetchQuestion& b) {
  const auto tip = [](const FetchQuestion& question) {
    return question.haves.empty() ? Oid() : question.haves.front();
  };
  return a.wants == b.wants && a.thin == b.thin && a.ofs_delta == b.ofs_delta && tip(a) == tip(b);
}

/// Keeps those of `haves` that the other target has too.
void keep_common(std::vector<Oid>& haves, const std::vector<Oid>& others) {
  const std::unordered_set<Oid> there(others.begin(), others.end());
  std::erase_if(haves, [&](const Oid& id) { return !there.contains(id); });
}

}  // namespace

/// One download and the pipes of those who share it.
struct Convoy::Journey {
  Journey(GitSource& from, std::stop_token stop_token)
      : source(from), stop(std::move(stop_token)) {}

  GitSource& source;
  std::stop_token stop;
  FetchQuestion question;
  std::list<BoundedPipe> pipes;
  std::mutex mutex;
  std::size_t taken = 0;
  std::jthread fetch;  // last: it is joined before what it uses goes

  /// The next member's pipe.
  BoundedPipe& take() {
    const std::lock_guard lock(mutex);
    return *std::next(pipes.begin(), static_cast<std::ptrdiff_t>(taken++));
  }

  void start() {
    fetch = std::jthread([this] {
      std::vector<BoundedPipe*> all;
      for (BoundedPipe& pipe : pipes) all.push_back(&pipe);
      PackFanOut fan_out(all);
      try {
        const FetchAnswer answer = source.fetch(question, fan_out);
        if (answer.want_gone) throw WantGone{answer.lost_want};
        if (!answer.pack_received) {
          throw Error(ErrorKind::remote, "The source answered without a pack.", "", true);
        }
        fan_out.close();
      } catch (...) {
        fan_out.fail(std::current_exception());
      }
    });
  }
};

std::size_t Convoy::downloads() const {
  const std::lock_guard lock(mutex_);
  return downloads_;
}

void Convoy::depart_if_complete() {
  if (waiting_.empty() || waiting_.size() < expected_) return;
  for (Waiting& first : waiting_) {
    if (first.journey) continue;
    auto journey = std::make_shared<Journey>(source_, stop_);
    journey->question = first.request->question;
    for (Waiting& other : waiting_) {
      if (other.journey || !same_way(first.request->question, other.request->question)) continue;
      keep_common(journey->question.haves, other.request->question.haves);
      journey->pipes.emplace_back(pipe_capacity, stop_);
      other.journey = journey;
    }
    ++downloads_;
    journey->start();
  }
  departed_.notify_all();
}

std::shared_ptr<Convoy::Journey> Convoy::join(const TransferRequest& request) {
  std::unique_lock lock(mutex_);
  const auto place = waiting_.insert(waiting_.end(), Waiting{&request, nullptr});
  depart_if_complete();
  departed_.wait(lock, stop_, [&] { return place->journey != nullptr; });
  std::shared_ptr<Journey> journey = place->journey;
  waiting_.erase(place);
  if (!journey) throw Error(ErrorKind::interrupted, "The run was interrupted.");
  return journey;
}

void Convoy::leave() {
  const std::lock_guard lock(mutex_);
  --expected_;
  depart_if_complete();
}

TransferOutcome Convoy::Member::carry(const TransferRequest& request) {
  const bool shareable = !request.with_length && request.own_pack.empty();
  if (!shareable || request.question.wants.empty()) return alone_.carry(request);
  const std::shared_ptr<Journey> journey = convoy_.join(request);
  BoundedPipe& pipe = journey->take();
  struct Abandon {
    BoundedPipe& pipe;
    ~Abandon() { pipe.abandon(); }
  } const abandon{pipe};
  TransferOutcome outcome;
  try {
    outcome.report = target_.push(request.commands, request.atomic, &pipe);
  } catch (const WantGone& gone) {
    outcome.want_gone = true;
    outcome.lost_want = gone.want;
  }
  return outcome;
}

}  // namespace auto_sync
