#pragma once
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/push_edges.h"
#include "support/fakes/fake_clock.h"

namespace auto_sync::test {

/// A target whose refs are a map, and whose answers to pushes are scripted one by one.
class ScriptedPush : public Transfer, public GitTarget, public GitSource, public ObjectStores {
 public:
  /// What the target does with one push, and what then comes back.
  using Answer = std::function<PushReport(ScriptedPush& self, const TransferRequest& request)>;

  std::map<std::string, Oid> refs;
  std::deque<Answer> answers;  ///< of the pushes to come; then each is carried out and confirmed
  std::vector<TransferRequest> pushes;
  int listings = 0;
  /// What a listing shows instead of the refs, so many times.
  std::deque<std::map<std::string, Oid>> stale;

  PushEdges edges() {
    return {.read = {.source = *this,
                     .target = *this,
                     .packs = packs_,
                     .stores = *this,
                     .clock = clock},
            .target = *this,
            .transfer = *this,
            .last_look = *this};
  }
  /// As it lists for a push.
  TargetListing listing() {
    TargetListing listed;
    listed.refs = shown(refs);
    listed.can_atomic = true;
    listed.can_delete = true;
    return listed;
  }

  /// Carries out what compares, and reports of it.
  PushReport apply(const TransferRequest& request) {
    PushReport report = sent();
    report.reported = true;
    for (const PlannedRef& command : request.commands) {
      const auto there = refs.find(command.name);
      const std::optional<Oid> now =
          there == refs.end() ? std::nullopt : std::optional(there->second);
      const bool ok = now == command.old_id;
      if (ok && command.new_id) refs[command.name] = *command.new_id;
      if (ok && !command.new_id) refs.erase(command.name);
      report.refs.push_back({command.name, ok, ok ? "" : "cannot lock ref", {}});
    }
    return report;
  }
  /// A push whose last byte left us, and of which nothing else is known.
  static PushReport sent() {
    PushReport report;
    report.body_sent = true;
    return report;
  }

  TransferOutcome carry(const TransferRequest& request) override {
    pushes.push_back(request);
    TransferOutcome outcome;
    if (answers.empty()) {
      outcome.report = apply(request);
    } else {
      const Answer answer = answers.front();
      answers.pop_front();
      outcome.report = answer(*this, request);
    }
    return outcome;
  }
  SourceListing list(const std::vector<std::string>& /*prefixes*/) override {
    ++listings;
    if (stale.empty()) return {shown(refs), {}};
    const auto seen = stale.front();
    stale.pop_front();
    return {shown(seen), {}};
  }
  TargetListing list() override { return listing(); }
  FetchAnswer fetch(const FetchQuestion& /*question*/, ByteSink& /*pack*/) override { return {}; }
  PushReport push(const std::vector<PlannedRef>& /*commands*/, bool /*atomic*/,
                  ByteSource* /*pack*/) override {
    return {};
  }
  std::unique_ptr<ObjectStore> open() override { return nullptr; }

  FakeClock clock;

 private:
  /// Of no history.
  class NoPacks : public CommitPackReader {
   public:
    std::unique_ptr<CommitPack> open() override { return nullptr; }
  };

  NoPacks packs_;

  static std::vector<ListedRef> shown(const std::map<std::string, Oid>& refs) {
    std::vector<ListedRef> listed;
    for (const auto& [name, id] : refs) listed.push_back({name, id, {}});
    return listed;
  }
};

}  // namespace auto_sync::test
