#include <algorithm>

#include "base/text.h"
#include "policy/directions.h"
#include "policy/headline.h"
#include "policy/render_backup.h"
#include "policy/render_explanations.h"
#include "policy/render_fragments.h"
#include "policy/render_json_writer.h"
#include "policy/render_links.h"
#include "policy/render_merge_json.h"
#include "policy/render_preflight.h"
#include "policy/render_pull_request.h"
#include "policy/render_recovery.h"
#include "policy/render_report.h"
#include "policy/render_time.h"
#include "policy/render_trees.h"
#include "policy/render_verdict.h"
#include "policy/render_words.h"

namespace auto_sync {
namespace {

constexpr std::size_t json_commits_limit = 1'000;

void write_failure(JsonWriter& json, const std::optional<Failure>& happened) {
  if (!happened) return json.null();
  const Failure& failure = *happened;
  json.object([&] {
    json.key("kind").text(failure_word(failure.kind));
    json.key("message").text(failure.message);
    json.key("hint").text_or_null(failure.hint);
    json.key("request_id").text_or_null(failure.request_id);
  });
}

void write_outcome(JsonWriter& json, const Settings& settings, const SyncResult& result) {
  json.key("status").text(to_string(result.end.status));
  json.key("planned_status");
  result.end.planned_status ? json.text(to_string(*result.end.planned_status)) : json.null();
  json.key("exit_code").number(static_cast<std::uint64_t>(std::max(result.end.exit_code, 0)));
  json.key("headline").text(headline(settings, result));
  json.key("failure");
  write_failure(json, result.end.failure);
  write_preflight(json, result.found);
  write_explanations(json, result.found);
  json.key("warnings").array(result.end.warnings, [&](const std::string& w) { json.text(w); });
  json.key("started_at").text(utc_iso(result.cost.started_at));
  json.key("finished_at").text(utc_iso(result.cost.finished_at));
  const std::chrono::duration<double> took = result.cost.took();
  json.key("seconds").seconds(took.count());
  json.key("attempts").number(static_cast<std::uint64_t>(std::max(result.cost.attempts, 0)));
}

void write_trigger(JsonWriter& json, const EventContext& event) {
  json.key("trigger").object([&] {
    json.key("event").text_or_null(event.name);
    json.key("actor").text_or_null(event.actor);
    json.key("repository").text_or_null(event.repository);
    json.key("workflow").text_or_null(event.workflow);
    json.key("run_id").text_or_null(event.run_id);
    json.key("run_number").text_or_null(event.run_number);
    json.key("run_url").text_or_null(plain_page(event.run_url));
  });
}

void write_run(JsonWriter& json, const BuildRun& run) {
  json.object([&] {
    json.key("id").number(run.id);
    json.key("workflow_id").number(run.workflow_id);
    json.key("workflow").text(run.workflow_name);
    json.key("path").text(run.path);
    json.key("event").text(run.event);
    json.key("status").text(run.status);
    json.key("conclusion").text_or_null(run.conclusion);
    json.key("branch").text(run.head_branch);
    json.key("commit").id(run.head_sha);
    json.key("number").number(run.run_number);
    json.key("attempt").number(run.run_attempt);
    json.key("created_at").text_or_null(run.created_at);
    json.key("url").text_or_null(plain_page(run.html_url));
  });
}

void write_gate(JsonWriter& json, const std::optional<GateVerdict>& asked) {
  json.key("gate");
  if (!asked) return json.null();
  const GateVerdict& gate = *asked;
  json.object([&] {
    json.key("verdict").text(gate_word(gate.gate));
    json.key("reason").text(gate.reason);
    json.key("tested_commit").id(gate.tested_commit);
    json.key("runs").array(gate.runs, [&](const BuildRun& run) { write_run(json, run); });
  });
}

void write_repository(JsonWriter& json, const RepositoryAddress& repository,
                      const std::string& branch) {
  json.key("repository").text_or_null(repository.full_name);
  json.key("url").text_or_null(repository.url);
  json.key("branch").text(branch);
}

void write_sides(JsonWriter& json, const Settings& settings, const SyncResult& result) {
  json.key("direction").text(direction_word(settings.direction));
  json.key("source").object([&] {
    write_repository(json, settings.source, settings.sync_branch);
    json.key("tip").id(result.found.source_tip);
    json.key("carried").id(result.found.source_sha);
  });
  json.key("target").object([&] {
    write_repository(json, settings.target, settings.target_branch);
    json.key("listed").boolean(result.ledger.listed());
    json.key("tip_before").id(result.target_before());
    json.key("tip_after").id(result.target_after());
  });
}

void write_commits(JsonWriter& json, const RepositoryAddress& repository,
                   const std::vector<Commit>& commits) {
  json.array(
      commits,
      [&](const Commit& commit) {
        json.object([&] {
          json.key("id").text(commit.id.hex());
          json.key("subject").text(shorten(commit.subject, 1'000));
          json.key("author").text(shorten(commit.author, 1'000));
          json.key("date").text_or_null(utc_iso(commit.author_time));
          json.key("url").text_or_null(commit_page(repository, commit.id));
        });
      },
      json_commits_limit);
}

void write_history(JsonWriter& json, const Settings& settings, const SyncResult& result) {
  json.key("history");
  if (!result.found.history) return json.null();
  const HistoryFacts& history = *result.found.history;
  json.object([&] {
    json.key("relation").text(relation_word(history.relation));
    json.key("ahead").number(history.ahead);
    json.key("behind").number(history.behind);
    json.key("merge_bases").array(history.merge_bases, [&](const Oid& base) { json.id(base); });
    json.key("compare_url").text_or_null(new_commits_page(settings, result));
    json.key("source_commits");
    write_commits(json, settings.source, history.source_commits);
    json.key("target_commits");
    write_commits(json, settings.target, history.target_commits);
  });
}

void write_refs(JsonWriter& json, const SyncResult& result) {
  json.key("refs").array(result.ledger.told(), [&](const LedgerRef* ref) {
    const Change change = change_of(*ref);
    json.object([&] {
      json.key("name").text(ref->name());
      json.key("action").text(action_word(change.action));
      json.key("outcome").text(outcome_word(fate_of(*ref)));
      json.key("verdict").text(verdict_word(verdict_in(result.end, *ref)));
      json.key("old").id(change.old_id);
      json.key("new").id(change.new_id);
      json.key("reason").text_or_null(ref->planned.reason);
      json.key("message").text_or_null(refusal_words(*ref));
    });
  });
  json.key("server_messages").text_or_null(result.ledger.server_messages());
  json.key("proof").text(proof_word(proof_of(result.ledger)));
  json.key("sent_unconfirmed").boolean(unconfirmed(result.ledger));
  json.key("commits_synced");
  const std::optional<std::uint64_t> commits = counted_commits(result.found, result.ledger);
  commits ? json.number(*commits) : json.null();
  json.key("tags_synced");
  tags_unconfirmed(result.ledger) ? json.null() : json.number(tags_synced(result.ledger));
}

void write_pull_request(JsonWriter& json, const SyncResult& result) {
  json.key("pull_request");
  if (!result.pull_request) return json.null();
  const PullRequestResult& pull = *result.pull_request;
  json.object([&] {
    json.key("verdict").text(pull_request_word(result));
    json.key("number");
    pull.number == 0 ? json.null() : json.number(pull.number);
    json.key("url").text_or_null(plain_page(pull.url));
    json.key("repository").text(pull.repository);
    json.key("branch").text(pull.branch);
    json.key("base").text(pull.base);
  });
}

/// The second half of `direction: both`.
void write_way_back(JsonWriter& json, const Settings& settings, const SyncResult* back) {
  json.key("way_back");
  if (back == nullptr) return json.null();
  json.object([&] {
    json.key("status").text(to_string(back->end.status));
    json.key("planned_status");
    back->end.planned_status ? json.text(to_string(*back->end.planned_status)) : json.null();
    json.key("headline").text(headline(way_back(settings), *back));
    json.key("carried").id(back->found.source_sha);
    json.key("tip_before").id(back->target_before());
    json.key("tip_after").id(back->target_after());
    write_refs(json, *back);
  });
}

void write_recovery(JsonWriter& json, const Settings& settings, const EventContext& event,
                    const SyncResult& result) {
  std::vector<Recovery> ways = conflict_recovery(settings, event, result);
  for (Recovery& way : overwrite_recovery(settings, event, result.ledger))
    ways.push_back(std::move(way));
  json.key("recovery").array(ways, [&](const Recovery& way) {
    json.object([&] {
      json.key("name").text(way.name);
      json.key("title").text(way.title);
      json.key("explanation").text(way.explanation);
      json.key("commands").array(way.commands, [&](const std::string& c) { json.text(c); });
    });
  });
}

void write_traffic(JsonWriter& json, const Traffic& traffic) {
  json.key("requests").number(traffic.requests);
  json.key("received_bytes").number(traffic.received);
  json.key("sent_bytes").number(traffic.sent);
}

void write_cost(JsonWriter& json, const Cost& cost) {
  json.key("phases").array(cost.phases, [&](const Phase& phase) {
    json.object([&] {
      json.key("name").text(phase.name);
      json.key("seconds").seconds(phase.seconds);
      write_traffic(json, phase.traffic);
    });
  });
  json.key("traffic").object([&] { write_traffic(json, cost.traffic); });
  json.key("pack").object([&] {
    json.key("bytes").number(cost.pack_bytes);
    json.key("objects").number(cost.pack_objects);
  });
}

}  // namespace

std::string render_report_json(const Settings& settings, const EventContext& event,
                               const SyncResult& result) {
  JsonWriter json;
  json.object([&] {
    json.key("schema_version").number(1);
    write_outcome(json, settings, result);
    write_trigger(json, event);
    write_gate(json, result.found.gate);
    write_sides(json, settings, result);
    write_history(json, settings, result);
    write_merge_analysis(json, settings, result.found);
    write_refs(json, result);
    write_way_back(json, settings, result.way_back.get());
    write_files(json, result.found);
    write_required_paths(json, result.found);
    write_pull_request(json, result);
    write_backup(json, settings, result.ledger);
    write_recovery(json, settings, event, result);
    write_cost(json, result.cost);
  });
  return json.str();
}

}  // namespace auto_sync
