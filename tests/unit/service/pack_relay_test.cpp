#include "service/pack_relay.h"

#include <condition_variable>
#include <mutex>

#include "base/error.h"
#include "support/catch.h"
#include "support/fakes/drawn_history.h"
#include "support/fakes/fake_clock.h"
#include "support/fakes/no_checksums.h"

using namespace auto_sync;

namespace {

Oid id(const std::string& name) {
  return auto_sync::testing::DrawnHistory::id(name);
}

const std::string some_pack("PACK\0\0\0\2\0\0\0\1 and what is in it", 30);

/// Answers each question as told: with the pack, with nothing, or only once it is given up.
class ToldSource : public GitSource {
 public:
  enum class Answer { pack, nothing, gone, never };

  SourceListing list(const std::vector<std::string>&) override { return {}; }
  FetchAnswer fetch(const FetchQuestion& question, ByteSink& sink) override {
    const Answer answer = next(question);
    FetchAnswer told;
    if (answer == Answer::never) {
      wait_for(question.cancel);
      throw Error(ErrorKind::remote, "given up");
    }
    if (answer == Answer::pack) sink.write(some_pack);
    told.pack_received = answer == Answer::pack;
    told.want_gone = answer == Answer::gone;
    return told;
  }

  std::vector<Answer> answers;
  std::vector<FetchQuestion> questions;
  int given_up = 0;

 private:
  Answer next(const FetchQuestion& question) {
    const std::lock_guard lock(mutex_);
    questions.push_back(question);
    return answers.at(questions.size() - 1);
  }
  void wait_for(const std::stop_token& cancel) {
    std::unique_lock lock(mutex_);
    given_up_.wait(lock, cancel, [] { return false; });
    ++given_up;
  }

  std::mutex mutex_;
  std::condition_variable_any given_up_;
};

class TakingTarget : public GitTarget {
 public:
  TargetListing list() override { return {}; }
  PushReport push(const std::vector<PlannedRef>&, bool, ByteSource* source) override {
    std::string buffer(16, '\0');
    while (const std::size_t count = source->read(buffer)) taken.append(buffer, 0, count);
    PushReport report;
    report.reported = true;
    return report;
  }
  std::string taken;
};

class NoSpooler : public Spooler {
 public:
  std::unique_ptr<Spool> open() override { throw std::logic_error("nothing is spooled here"); }
};

struct Bench {
  explicit Bench(std::vector<ToldSource::Answer> answers) { source.answers = std::move(answers); }

  ToldSource source;
  TakingTarget target;
  NoSpooler spooler;
  test::NoChecksums checksums;
  test::FakeClock clock;
  PackRelay relay{source, target, spooler, checksums, clock, {}};
};

TransferRequest request(const std::string& want, bool thin = true) {
  TransferRequest made;
  made.question.wants = {id(want)};
  made.question.haves = {id("old")};
  made.question.thin = thin;
  made.question.done = true;
  return made;
}

/// As a transfer is begun: before anybody knows whether the source has what the target has.
FetchQuestion early(const TransferRequest& request) {
  FetchQuestion question = request.question;
  question.done = false;
  return question;
}

using enum ToldSource::Answer;

}  // namespace

TEST_CASE("a transfer that was begun for just these objects is taken over") {
  Bench bench({pack});
  bench.relay.begin(early(request("new")));
  const TransferOutcome outcome = bench.relay.carry(request("new"));
  CHECK(bench.source.questions.size() == 1);
  CHECK(bench.target.taken == some_pack);
  CHECK(outcome.pack_bytes == some_pack.size());
  CHECK(outcome.pack_objects == 1);
}

TEST_CASE("one that was begun for other objects, or in another form, is given up at once") {
  for (const TransferRequest& asked : {request("other"), request("new", false)}) {
    Bench bench({never, pack});
    bench.relay.begin(early(request("new")));
    bench.relay.carry(asked);
    CHECK(bench.source.given_up == 1);
    REQUIRE(bench.source.questions.size() == 2);
    CHECK(bench.source.questions[1].wants == asked.question.wants);
    CHECK(bench.source.questions[1].thin == asked.question.thin);
    CHECK(bench.target.taken == some_pack);
  }
}

TEST_CASE("one that brought no pack, since the source did not know the target, is asked again") {
  for (const auto first : {nothing, gone}) {
    Bench bench({first, pack});
    bench.relay.begin(early(request("new")));
    bench.relay.carry(request("new"));
    REQUIRE(bench.source.questions.size() == 2);
    CHECK(bench.source.questions[1].done);
    CHECK(bench.target.taken == some_pack);
  }
}

TEST_CASE("one that nobody asks for in the end is given up with the relay") {
  ToldSource source;
  source.answers = {never};
  {
    TakingTarget target;
    NoSpooler spooler;
    test::NoChecksums checksums;
    test::FakeClock clock;
    PackRelay relay(source, target, spooler, checksums, clock, {});
    relay.begin(early(request("new")));
  }
  CHECK(source.given_up == static_cast<int>(source.questions.size()));
}

TEST_CASE("one that is dropped, or begun anew in another form, is given up at once") {
  Bench bench({never, never, pack});
  bench.relay.begin(early(request("new")));
  bench.relay.begin(early(request("new", false)));
  CHECK(bench.source.given_up == 1);
  bench.relay.drop();
  CHECK(bench.source.given_up == 2);
  bench.relay.carry(request("new"));
  CHECK(bench.source.questions.size() == 3);
  CHECK(bench.target.taken == some_pack);
}

TEST_CASE("a want that the source has lost is told, not thrown") {
  Bench bench({gone});
  CHECK(bench.relay.carry(request("new")).want_gone);
  CHECK(bench.target.taken.empty());
}

TEST_CASE("a source that sends no pack is an error that may pass") {
  Bench bench({nothing});
  try {
    bench.relay.carry(request("new"));
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.transient());
  }
}
