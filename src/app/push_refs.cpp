#include "app/push_refs.h"

#include <algorithm>
#include <chrono>
#include <unordered_set>
#include <utility>

#include "app/name_large_file.h"
#include "app/prove_push.h"
#include "app/transfer_question.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/ref_name.h"
#include "policy/judge_push.h"
#include "service/large_file_watch.h"

namespace auto_sync {
namespace {

/// The commit that a ref's new value is asked for of the source by: a merge commit of ours is not
/// there, but the one that it merges is.
const Oid& wanted_for(const Oid& new_id, const std::optional<MergeCommit>& merge_commit) {
  return merge_commit && merge_commit->id == new_id ? merge_commit->source : new_id;
}

TransferRequest make_request(const Plan& plan, const TargetListing& listing) {
  TransferRequest request;
  request.commands = plan.updates();
  if (plan.merge_commit) request.own_pack = plan.merge_commit->pack;
  std::vector<Oid> analysed;
  std::vector<Oid> wanted;
  for (const PlannedRef& ref : request.commands) {
    if (ref.old_id) analysed.push_back(*ref.old_id);
    if (ref.new_id) wanted.push_back(wanted_for(*ref.new_id, plan.merge_commit));
  }
  analysed.insert(analysed.end(), plan.common.begin(), plan.common.end());
  std::unordered_set<std::string> same_tags;
  if (!plan.common.empty()) {  // else they may be all that tells the source what is there
    for (const PlannedRef& tag : plan.tags) {
      if (tag.action == RefAction::skip) same_tags.insert(tag.name);
    }
  }
  request.question = transfer_question(analysed, wanted, listing, same_tags, plan.commits);
  request.question.done = true;
  request.atomic = plan.atomic && request.commands.size() > 1;
  return request;
}

class Push {
 public:
  Push(const Plan& plan, const TargetListing& listing, const PushEdges& edges, Ledger& ledger)
      : plan_(plan),
        updates_(plan.updates()),
        request_(make_request(plan, listing)),
        edges_(edges),
        ledger_(ledger) {}

  PushEnd run();
  /// The end of a push that was given up for a file that the target would refuse.
  PushEnd stopped_at(LargeFile file);

 private:
  TransferOutcome try_once();
  void record(const PushReport& report);
  bool settled(const PushReport& report) const;
  void look(const PushReport& report);
  bool another_way(const PushReport& report);
  PushEnd finish(const TransferOutcome& outcome);
  void last_look();
  std::optional<std::uint64_t> commits_of(const PlannedRef& ref) const;

  const Plan& plan_;
  std::vector<PlannedRef> updates_;
  TransferRequest request_;
  const PushEdges& edges_;
  Ledger& ledger_;
  /// The ways in which the push may still be made once more: each once, so that it is made four
  /// times at most. A change of form is there also after a plain repetition, and the other way
  /// round.
  NextForms left_{.again = true, .plain_pack = true, .with_length = true};
};

TransferOutcome Push::try_once() {
  try {
    return edges_.transfer.carry(request_);
  } catch (const Error& error) {
    if (!error.transient()) throw;
    log::warning("{}", error.what());
    TransferOutcome cut;  // before the last byte
    cut.report.failure = error;
    return cut;
  }
}

std::optional<std::uint64_t> Push::commits_of(const PlannedRef& ref) const {
  if (ref.name != plan_.branch.name || !plan_.commits) return std::nullopt;
  return *plan_.commits + (ref.action == RefAction::merge ? 1 : 0);
}

/// Enters what was sent and what was answered.
void Push::record(const PushReport& report) {
  ledger_.hear(report.server_messages);
  for (const PlannedRef& update : updates_) {
    Sending sending;
    sending.action = update.action;
    sending.old_id = update.old_id;
    sending.new_id = update.new_id;
    sending.commits = commits_of(update);
    sending.whole = report.body_sent;
    if (report.sent_before) ledger_.send(update.name, sending);  // which nothing answered
    if (report.turned_away) sending.answer = Answer::turned_away;
    if (!report.unpack_error.empty()) {
      sending.answer = Answer::refused;
      sending.words = "unpack failed: " + report.unpack_error;
    }
    for (const PushReport::Ref& ref : report.refs) {
      if (ref.name != update.name) continue;
      sending.answer = ref.ok ? Answer::accepted : Answer::refused;
      sending.instead = ref.instead;
      if (report.unpack_error.empty()) sending.words = ref.message;  // else "unpacker error"
    }
    ledger_.send(update.name, std::move(sending));
  }
}

/// Whether the report leaves nothing open; after an unpack error of a thin pack a whole one may do.
bool Push::settled(const PushReport& report) const {
  return all_answered(ledger_, updates_) &&
         (report.unpack_error.empty() || !request_.question.thin);
}

/// Looks where the refs stand: until they stand as planned, where they may.
void Push::look(const PushReport& report) {
  std::vector<PlannedRef> expected;
  for (const PlannedRef& update : updates_) {
    const LedgerRef& ref = *ledger_.find(update.name);
    const Answer answer = ref.sent.back().answer;
    const bool may_stand = answer == Answer::accepted || fate_of(ref) == Fate::unknown ||
                           (answer == Answer::turned_away && report.body_sent);
    if (may_stand) expected.push_back(update);
  }
  ledger_.see(list_until_planned(edges_, updates_, expected), updates_);
  // A refusal may be of a push that a proxy repeated, and the listing from before the first.
  if (!any_refused_as_before(ledger_, updates_)) return;
  edges_.read.clock.sleep_for(std::chrono::milliseconds(250));
  ledger_.see(list_again(edges_, updates_), updates_);
}

/// Whether the push may be made once more, and how: another form first, since the server minded it.
bool Push::another_way(const PushReport& report) {
  const NextForms next = report.unpack_error.empty() ? report.next : NextForms{.plain_pack = true};
  if (next.plain_pack && request_.question.thin && std::exchange(left_.plain_pack, false)) {
    log::info("The target could not take the thin pack: sending it whole.");
    request_.question.thin = false;
    return true;
  }
  if (next.with_length && std::exchange(left_.with_length, false)) {
    log::info("The target wants the pack's length first ({}): spooling it.",
              report.failure ? report.failure->what() : "");
    request_.with_length = true;
    return true;
  }
  if (!next.again || !std::exchange(left_.again, false)) return false;
  if (report.wait.count() > 0) {
    log::info("The target asks to be left alone for {}.",
              human_seconds(std::chrono::duration<double>(report.wait).count()));
    edges_.read.clock.sleep_for(report.wait);
  }
  return true;
}

PushEnd Push::finish(const TransferOutcome& outcome) {
  PushEnd end;
  end.pack_bytes = outcome.pack_bytes;
  end.pack_objects = outcome.pack_objects;
  if (lease_was_lost(ledger_, updates_)) end.kind = PushEnd::Kind::lease_lost;
  return end;
}

/// The last byte was sent, no report came, and the run is to end now: one look, and no more.
void Push::last_look() {
  std::vector<std::string> names;
  for (const PlannedRef& ref : updates_) names.push_back(ref.name);
  try {
    ledger_.see(edges_.last_look.list(names).refs, updates_);
  } catch (const Error& error) {
    log::debug("The last look at the target failed: {}", error.what());
  }
}

PushEnd ended(PushEnd::Kind kind, const std::optional<Oid>& lost_want = {}) {
  PushEnd end;
  end.kind = kind;
  end.lost_want = lost_want;
  return end;
}

PushEnd Push::run() {
  for (;;) {
    const TransferOutcome outcome = try_once();
    if (outcome.want_gone) return ended(PushEnd::Kind::source_changed, outcome.lost_want);
    const PushReport& report = outcome.report;
    record(report);
    const bool is_settled = settled(report);
    if (!is_settled && edges_.interrupted() != 0 && report.body_sent) {
      last_look();
      if (all_landed(ledger_, updates_)) return finish(outcome);
      throw Error(ErrorKind::interrupted,
                  "Interrupted after everything was sent, before the target confirmed it.",
                  "Run the sync again: it finds out what arrived.");
    }
    try {
      look(report);
    } catch (const Error& error) {
      if (!is_settled || error.kind() == ErrorKind::interrupted) throw;
      log::warning("The target could not be listed again: {}", error.what());
      return finish(outcome);
    }
    if (is_settled || all_landed(ledger_, updates_)) return finish(outcome);
    if (!stand_as_before(ledger_, updates_)) return ended(PushEnd::Kind::lease_lost);
    if (another_way(report)) continue;
    if (all_answered(ledger_, updates_)) return finish(outcome);
    throw push_error(report.failure, ledger_, updates_);
  }
}

PushEnd Push::stopped_at(LargeFile file) {
  PushEnd end;
  name_large_file(edges_.read, request_.question, file);
  end.large_file = std::move(file);
  return end;
}

}  // namespace

PushEnd push_refs(const Plan& plan, const TargetListing& listing, const PushEdges& edges,
                  Ledger& ledger) {
  Push push(plan, listing, edges, ledger);
  try {
    return push.run();
  } catch (const LargeFileSeen& seen) {
    return push.stopped_at(seen.file);
  }
}

}  // namespace auto_sync
