#include "service/convoy.h"

#include <future>
#include <thread>

#include "base/error.h"
#include "support/catch.h"
#include "support/fakes/drawn_history.h"

using namespace auto_sync;

namespace {

Oid id(const std::string& name) {
  return auto_sync::testing::DrawnHistory::id(name);
}

const std::string pack = "PACK" + std::string(3'000'000, 'x');

/// Sends the same pack for every question, and remembers the questions.
class PackSource : public GitSource {
 public:
  SourceListing list(const std::vector<std::string>&) override { return {}; }
  FetchAnswer fetch(const FetchQuestion& question, ByteSink& sink) override {
    {
      const std::lock_guard lock(mutex);
      questions.push_back(question);
    }
    for (std::size_t at = 0; at < pack.size(); at += 16'384) {
      sink.write(std::string_view(pack).substr(at, 16'384));
    }
    FetchAnswer answer;
    answer.pack_received = true;
    return answer;
  }

  std::mutex mutex;
  std::vector<FetchQuestion> questions;
};

/// Takes the whole pack, or fails after `fails_after` bytes.
class PackTarget : public GitTarget {
 public:
  explicit PackTarget(std::size_t fails_after = std::string::npos) : fails_after_(fails_after) {}
  TargetListing list() override { return {}; }
  PushReport push(const std::vector<PlannedRef>&, bool, ByteSource* source) override {
    std::string buffer(70'000, '\0');
    while (const std::size_t count = source->read(buffer)) {
      taken.append(buffer, 0, count);
      if (taken.size() > fails_after_) throw Error(ErrorKind::remote, "this target was cut");
    }
    PushReport report;
    report.reported = true;
    return report;
  }

  std::string taken;

 private:
  std::size_t fails_after_;
};

class NoTransfer : public Transfer {
 public:
  TransferOutcome carry(const TransferRequest&) override {
    ++carried;
    return {};
  }
  int carried = 0;
};

TransferRequest request(const std::string& tip, std::vector<Oid> also = {}) {
  TransferRequest made;
  made.question.wants = {id("new")};
  made.question.haves = {id(tip)};
  made.question.haves.insert(made.question.haves.end(), also.begin(), also.end());
  return made;
}

struct Result {
  bool reported = false;
  std::string error;
};

/// Each target travels in a thread of its own.
std::vector<Result> travel(Convoy& convoy, std::vector<PackTarget>& targets,
                           const std::vector<TransferRequest>& requests, Transfer& alone) {
  std::vector<Result> results(targets.size());
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    threads.emplace_back([&, i] {
      Convoy::Member member(convoy, targets[i], alone);
      try {
        results[i].reported = member.carry(requests[i]).report.reported;
      } catch (const Error& error) {
        results[i].error = error.what();
      }
    });
  }
  threads.clear();
  return results;
}

}  // namespace

TEST_CASE("targets with the same tip share one download, and each gets all of it") {
  PackSource source;
  NoTransfer alone;
  Convoy convoy(source, 3, {});
  std::vector<PackTarget> targets(3);

  const auto results =
      travel(convoy, targets, {request("old"), request("old"), request("old")}, alone);

  CHECK(convoy.downloads() == 1);
  for (const PackTarget& target : targets) CHECK(target.taken == pack);
  for (const Result& result : results) CHECK(result.reported);
}

TEST_CASE("only what every one of the sharing targets has is told to the source") {
  PackSource source;
  NoTransfer alone;
  Convoy convoy(source, 2, {});
  std::vector<PackTarget> targets(2);

  travel(convoy, targets, {request("old", {id("a"), id("b")}), request("old", {id("b")})}, alone);

  REQUIRE(source.questions.size() == 1);
  CHECK(source.questions[0].haves == std::vector<Oid>{id("old"), id("b")});
}

TEST_CASE("targets with different tips get downloads of their own") {
  PackSource source;
  NoTransfer alone;
  Convoy convoy(source, 3, {});
  std::vector<PackTarget> targets(3);

  travel(convoy, targets, {request("old"), request("older"), request("old")}, alone);

  CHECK(convoy.downloads() == 2);
  for (const PackTarget& target : targets) CHECK(target.taken == pack);
}

TEST_CASE("a target that fails does not stop the others") {
  PackSource source;
  NoTransfer alone;
  Convoy convoy(source, 3, {});
  std::vector<PackTarget> targets;
  targets.emplace_back();
  targets.emplace_back(100'000);
  targets.emplace_back();

  const auto results =
      travel(convoy, targets, {request("old"), request("old"), request("old")}, alone);

  CHECK(results[0].reported);
  CHECK(results[1].error == "this target was cut");
  CHECK(results[2].reported);
  CHECK(targets[2].taken == pack);
}

TEST_CASE("who has nothing to carry leaves, and the others go without waiting for it") {
  PackSource source;
  NoTransfer alone;
  Convoy convoy(source, 2, {});
  std::vector<PackTarget> targets(1);
  PackTarget idle;
  auto leaver = std::make_unique<Convoy::Member>(convoy, idle, alone);
  auto traveller = std::async(std::launch::async,
                              [&] { return travel(convoy, targets, {request("old")}, alone); });
  leaver.reset();
  CHECK(traveller.get()[0].reported);
}

TEST_CASE("a push without objects goes alone") {
  PackSource source;
  NoTransfer alone;
  Convoy convoy(source, 1, {});
  PackTarget target;
  Convoy::Member member(convoy, target, alone);
  member.carry(TransferRequest{});
  CHECK(alone.carried == 1);
  CHECK(convoy.downloads() == 0);
}

TEST_CASE("an interruption releases those who wait for the others") {
  PackSource source;
  NoTransfer alone;
  std::stop_source stop;
  Convoy convoy(source, 2, stop.get_token());
  std::vector<PackTarget> targets(1);
  auto waiting = std::async(std::launch::async,
                            [&] { return travel(convoy, targets, {request("old")}, alone); });
  stop.request_stop();
  CHECK_FALSE(waiting.get()[0].reported);
}
