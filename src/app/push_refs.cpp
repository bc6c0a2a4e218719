#include "app/push_refs.h"

#include <algorithm>
#include <exception>
#include <unordered_set>

#include "app/name_large_file.h"
#include "app/prove_push.h"
#include "app/transfer_question.h"
#include "base/log.h"
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
  Push(const Plan& plan, const TargetListing& listing, Edges& edges)
      : updates_(plan.updates()), request_(make_request(plan, listing)), edges_(edges) {}

  PushEnd run();
  /// The end of a push that was given up for a file that the target would refuse.
  PushEnd stopped_at(LargeFile file);

 private:
  TransferOutcome try_once();
  bool has_verdicts(const PushReport& report) const;
  bool settled(const PushReport& report) const;
  bool another_way(const TransferOutcome& outcome);
  PushEnd finish(const TransferOutcome& outcome);
  PushEnd after_interruption();
  void prove(PushEnd& end);
  std::vector<RefResult> results_of(const PushReport& report) const;
  std::vector<RefResult> all(RefResult::Outcome outcome) const;

  std::vector<PlannedRef> updates_;
  TransferRequest request_;
  Edges& edges_;
  std::exception_ptr cut_;  ///< of the last try, when it threw
};

std::vector<RefResult> Push::all(RefResult::Outcome outcome) const {
  std::vector<RefResult> results;
  for (const PlannedRef& ref : updates_) results.push_back({ref, outcome, {}});
  return results;
}

std::vector<RefResult> Push::results_of(const PushReport& report) const {
  std::vector<RefResult> results = all(RefResult::Outcome::unknown);
  for (RefResult& result : results) {
    if (!report.unpack_error.empty()) {
      result.outcome = RefResult::Outcome::rejected;
      result.message = "unpack failed: " + report.unpack_error;
    }
    for (const PushReport::Ref& ref : report.refs) {
      if (ref.name != result.planned.name) continue;
      result.outcome = ref.ok ? RefResult::Outcome::accepted : RefResult::Outcome::rejected;
      if (report.unpack_error.empty()) result.message = ref.message;  // else "unpacker error"
    }
  }
  return results;
}

TransferOutcome Push::try_once() {
  cut_ = nullptr;
  try {
    return edges_.transfer.carry(request_);
  } catch (const Error& error) {
    if (!error.transient()) throw;
    log::warning("{}", error.what());
    cut_ = std::current_exception();
    return {};
  }
}

/// Whether the report tells of every ref; one that was cut off may not.
bool Push::has_verdicts(const PushReport& report) const {
  if (!report.reported || !report.unpack_error.empty()) return report.reported;
  return std::all_of(updates_.begin(), updates_.end(), [&](const PlannedRef& update) {
    return std::any_of(report.refs.begin(), report.refs.end(),
                       [&](const PushReport::Ref& ref) { return ref.name == update.name; });
  });
}

bool Push::settled(const PushReport& report) const {
  return has_verdicts(report) && (report.unpack_error.empty() || !request_.question.thin);
}

/// Whether a push that was not reported on may have changed the target: the last byte was sent,
/// and no answer refused it.
bool may_have_arrived(const PushReport& report) {
  const bool refused =
      report.http_status >= 400 && report.http_status < 500 && report.http_status != 408;
  return report.body_sent && !refused;
}

/// Whether the push may be made once more, and how.
bool Push::another_way(const TransferOutcome& outcome) {
  const int status = outcome.report.http_status;
  if (status == 411 || status == 408 || status == 504) {
    log::info("The target wants the pack's length first (HTTP {}): spooling it.", status);
    request_.with_length = true;
    return true;
  }
  if (status == 400 || !outcome.report.unpack_error.empty()) {
    log::info("The target could not take the thin pack: sending it whole.");
    request_.question.thin = false;
    return true;
  }
  return status == 0 || status == 200 || status >= 500;
}

void Push::prove(PushEnd& end) {
  const std::vector<PlannedRef> accepted = accepted_refs(end.refs);
  if (accepted.empty()) return;
  try {
    const std::vector<ListedRef> listed = list_until_planned(edges_, accepted);
    end.proof = stand_as_planned(listed, accepted) ? Proof::confirmed : Proof::differs;
    const ListedRef* first = find_ref(listed, updates_.front().name);
    if (first != nullptr && is_branch_ref(first->name)) end.target_after = first->id;
    if (end.proof == Proof::differs) {
      end.warnings.emplace_back(
          "The target reported success, but lists other values than were pushed: somebody may "
          "have pushed since, or its listing lags behind.");
    }
  } catch (const Error& error) {
    end.proof = Proof::unconfirmed;
    end.warnings.push_back(
        std::string("The push succeeded, but the target could not be listed again: ") +
        error.what());
  }
}

/// A ref that was refused and yet stands as planned: an earlier try of ours had arrived after all,
/// behind a listing that lagged.
void accept_what_stands(std::vector<RefResult>& results, const std::vector<ListedRef>& listed) {
  for (RefResult& result : results) {
    if (result.outcome == RefResult::Outcome::accepted) continue;
    if (!stand_as_planned(listed, {result.planned})) continue;
    result.outcome = RefResult::Outcome::accepted;
    result.message.clear();
  }
}

PushEnd Push::finish(const TransferOutcome& outcome) {
  PushEnd end;
  end.refs = results_of(outcome.report);
  end.server_messages = outcome.report.server_messages;
  end.pack_bytes = outcome.pack_bytes;
  end.pack_objects = outcome.pack_objects;
  const bool refused = std::any_of(end.refs.begin(), end.refs.end(), [](const RefResult& ref) {
    return ref.outcome == RefResult::Outcome::rejected;
  });
  if (refused) {
    const std::vector<ListedRef> listed = list_again(edges_, updates_);
    if (lease_was_lost(end.refs, listed)) {
      end.kind = PushEnd::Kind::lease_lost;
      return end;
    }
    accept_what_stands(end.refs, listed);
  }
  prove(end);
  return end;
}

/// The last byte was sent, no report came, and the run is to end now: one look, and no more.
PushEnd Push::after_interruption() {
  PushEnd end;
  end.refs = all(RefResult::Outcome::unknown);
  end.sent_unconfirmed = true;
  try {
    std::vector<std::string> names;
    for (const PlannedRef& ref : updates_) names.push_back(ref.name);
    const std::vector<ListedRef> listed = edges_.last_look.list(names).refs;
    if (stand_as_planned(listed, updates_)) {
      end.refs = all(RefResult::Outcome::accepted);
      end.proof = Proof::confirmed;
      end.sent_unconfirmed = false;
      if (is_branch_ref(updates_.front().name)) end.target_after = updates_.front().new_id;
    }
  } catch (const Error& error) {
    log::debug("The last look at the target failed: {}", error.what());
  }
  return end;
}

PushEnd ended(PushEnd::Kind kind) {
  PushEnd end;
  end.kind = kind;
  return end;
}

PushEnd Push::run() {
  for (const bool last : {false, true}) {
    const TransferOutcome outcome = try_once();
    if (outcome.want_gone) return ended(PushEnd::Kind::source_changed);
    if (settled(outcome.report)) return finish(outcome);
    if (edges_.interrupted() != 0 && outcome.report.body_sent) return after_interruption();

    const bool reported = has_verdicts(outcome.report);
    const bool unknown = !reported && may_have_arrived(outcome.report);
    const std::vector<ListedRef> listed =
        unknown ? list_until_planned(edges_, updates_) : list_again(edges_, updates_);
    if (unknown && stand_as_planned(listed, updates_)) {
      TransferOutcome arrived = outcome;
      for (const PlannedRef& ref : updates_) arrived.report.refs.push_back({ref.name, true, {}});
      arrived.report.unpack_error.clear();
      return finish(arrived);
    }
    if (!stand_as_before(listed, updates_)) return ended(PushEnd::Kind::lease_lost);
    if (!last && another_way(outcome)) continue;
    if (reported) return finish(outcome);
    if (cut_) std::rethrow_exception(cut_);
    throw Error(ErrorKind::remote,
                outcome.report.transport_error.empty()
                    ? "The target took the push but never reported on it."
                    : outcome.report.transport_error,
                "The target is unchanged; run the sync again.");
  }
  throw Error(ErrorKind::internal, "The push neither succeeded nor failed.");
}

PushEnd Push::stopped_at(LargeFile file) {
  PushEnd end;
  end.refs = all(RefResult::Outcome::not_sent);
  name_large_file(edges_, request_.question, file);
  end.large_file = std::move(file);
  return end;
}

}  // namespace

PushEnd push_refs(const Plan& plan, const TargetListing& listing, Edges& edges) {
  Push push(plan, listing, edges);
  try {
    return push.run();
  } catch (const LargeFileSeen& seen) {
    return push.stopped_at(seen.file);
  }
}

}  // namespace auto_sync
