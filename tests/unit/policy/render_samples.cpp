#include "render_samples.h"

#include <cstring>
#include <stdexcept>

#include "policy/explain_refusals.h"
#include "preflight_samples.h"
#include "render_merge_sample.h"
#include "support/fakes/ledger_samples.h"

namespace auto_sync {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

const std::int64_t noon = 1'782'820'800;  // 2026-06-30 12:00:00 UTC

Commit commit(unsigned char byte, const std::string& subject, const std::string& author,
              std::int64_t hours_ago) {
  Commit made;
  made.id = sample_oid(byte);
  made.author = author;
  made.author_time = noon - hours_ago * 3'600;
  made.commit_time = made.author_time;
  made.subject = subject;
  return made;
}

BuildRun build_run(const std::string& conclusion) {
  BuildRun run;
  run.id = 15'912'345'678;
  run.workflow_id = 4'711;
  run.workflow_name = "OCC Windows Build";
  run.path = ".github/workflows/occ-win-build.yml";
  run.event = "push";
  run.status = conclusion.empty() ? "in_progress" : "completed";
  run.conclusion = conclusion;
  run.head_branch = "main";
  run.head_sha = sample_oid(0x5e);
  run.repository_id = 1;
  run.head_repository_id = 1;
  run.head_repository = "o9nn/occ";
  run.run_number = 812;
  run.run_attempt = 2;
  run.html_url = "https://github.com/o9nn/occ/actions/runs/15912345678";
  run.created_at = "2026-06-30T11:08:21Z";
  return run;
}

Settings settings() {
  Settings made;
  made.source = {"https://github.com/o9nn/occ.git", "https://github.com/o9nn/occ", "o9nn/occ"};
  made.target = {"https://github.com/cogpy/occ.git", "https://github.com/cogpy/occ", "cogpy/occ"};
  return made;
}

EventContext event() {
  EventContext made;
  made.kind = EventKind::workflow_run;
  made.name = "workflow_run";
  made.repository = "o9nn/occ";
  made.run = build_run("success");
  made.actor = "octocat";
  made.workflow = "Sync to cogpy";
  made.run_id = "15912399999";
  made.run_number = "96";
  made.run_url = "https://github.com/o9nn/occ/actions/runs/15912399999";
  return made;
}

/// A green gate and both tips known; nothing decided yet.
Sample base(const std::string& name) {
  Sample made{name, settings(), event(), {}};
  SyncResult& result = made.result;
  result.found.gate = GateVerdict{Gate::pass,
                                  "OCC Windows Build #812 (attempt 2) of commit 5e5e5e5 is green.",
                                  sample_oid(0x5e),
                                  {build_run("success")}};
  result.found.source_tip = sample_oid(0x5e);
  result.found.source_sha = sample_oid(0x5e);
  result.ledger.name_branch("refs/heads/main");
  result.ledger.list_branch(sample_oid(0x1b));
  result.end.exit_code = 0;
  result.cost.started_at = system_clock::time_point(std::chrono::seconds(noon));
  result.cost.finished_at = result.cost.started_at + milliseconds(180);
  result.cost.phases = {{"gate and listings", 0.12, {3, 2'140, 9'310}}};
  result.cost.traffic = {3, 2'140, 9'310};
  return made;
}

std::vector<Commit> new_commits() {
  return {commit(0x5e, "Build the Windows installer with vcpkg's manifest", "Ada Lovelace", 1),
          commit(0x5d, "Fix a crash in AtomSpace when a link is removed twice", "Grace Hopper", 5),
          commit(0x5c, "Merge pull request #204 from o9nn/cogutil-logging", "Linus T.", 26)};
}

HistoryFacts& add_history(SyncResult& result, Relation relation, std::uint64_t ahead,
                          std::uint64_t behind) {
  HistoryFacts& facts = result.found.history.emplace();
  facts.relation = relation;
  facts.ahead = ahead;
  facts.behind = behind;
  if (ahead > 0) facts.source_commits = new_commits();
  result.cost.phases.push_back({"history", 0.06, {1, 812, 4'020}});
  return facts;
}

void add_target_commits(HistoryFacts& facts) {
  facts.merge_bases = {sample_oid(0x0b)};
  facts.target_commits = {
      commit(0x1b, "Pin the Linux image used by the nightly build", "Barbara Liskov", 30),
      commit(0x1a, "Add a note on packaging", "Edsger W. Dijkstra", 55)};
}

void add_push(SyncResult& result) {
  result.cost.pack_bytes = 22'480'112;
  result.cost.pack_objects = 4'321;
  result.cost.phases.push_back({"transfer", 1.31, {2, 22'482'000, 22'483'900}});
  result.cost.phases.push_back({"proof", 0.05, {1, 640, 1'210}});
  result.cost.traffic = {7, 22'485'592, 22'498'440};
  result.cost.finished_at = result.cost.started_at + milliseconds(1'612);
}

PlannedRef branch(RefAction action) {
  const bool sent = action != RefAction::skip && action != RefAction::conflict;
  return {"refs/heads/main",
          sample_oid(0x1b),
          sent ? std::optional(sample_oid(0x5e)) : std::nullopt,
          action,
          {}};
}

PlannedRef new_tag(const std::string& name) {
  return {"refs/tags/" + name, std::nullopt, sample_oid(0x77), RefAction::create, {}};
}

/// The branch, sent and accepted, with the commits that it brought.
void accept_branch(SyncResult& result, RefAction action) {
  const PlannedRef ref = branch(action);
  enter(result.ledger, ref, sending_of(ref, Answer::accepted, {}, 3));
}

Sample synced() {
  Sample made = base("synced");
  SyncResult& result = made.result;
  result.end.status = Status::synced;
  result.end.because = Because::fast_forward;
  add_history(result, Relation::fast_forward, 3, 0);
  add_push(result);
  const PlannedRef clash = {
      "refs/tags/nightly", sample_oid(0x31), std::nullopt, RefAction::conflict,
      "points to 3131313 in the target and to 3232323 in the source; a tag is moved "
      "only with force_sync"};
  accept_branch(result, RefAction::fast_forward);
  enter(result.ledger, {"refs/tags/v1.4.0", sample_oid(0x76), std::nullopt, RefAction::skip, {}});
  enter(result.ledger, new_tag("v1.5.0"), Answer::accepted);
  enter(result.ledger, clash);
  result.end.warnings = {"Tag nightly was left alone: it " + clash.reason + "."};
  return made;
}

Sample first_sync() {
  Sample made = base("first_sync");
  SyncResult& result = made.result;
  result.end.status = Status::synced;
  result.end.because = Because::first_sync;
  result.ledger.list_branch(std::nullopt);
  HistoryFacts& facts = add_history(result, Relation::target_missing, 1, 0);
  facts.ahead.reset();
  facts.behind.reset();
  add_push(result);
  PlannedRef created = branch(RefAction::create);
  created.old_id.reset();
  enter(result.ledger, created, Answer::accepted);
  return made;
}

Sample in_sync() {
  Sample made = base("in_sync");
  SyncResult& result = made.result;
  result.end.status = Status::in_sync;
  result.end.because = Because::same;
  result.ledger.list_branch(sample_oid(0x5e));
  HistoryFacts& facts = result.found.history.emplace();
  facts.ahead = 0;
  facts.behind = 0;
  PlannedRef same = branch(RefAction::skip);
  same.old_id = sample_oid(0x5e);
  enter(result.ledger, same);
  return made;
}

Sample forced() {
  Sample made = base("forced");
  SyncResult& result = made.result;
  made.settings.force_sync = true;
  made.event.kind = EventKind::workflow_dispatch;
  made.event.name = "workflow_dispatch";
  result.end.status = Status::forced;
  result.end.because = Because::overwrite;
  result.found.gate = GateVerdict{Gate::off, "The build was not asked: force_sync is on.", {}, {}};
  add_target_commits(add_history(result, Relation::diverged, 3, 2));
  add_push(result);
  result.cost.attempts = 2;
  accept_branch(result, RefAction::force);
  enter(result.ledger, sample_backup(), Answer::accepted);
  return made;
}

Sample dry_run() {
  Sample made = base("dry_run");
  SyncResult& result = made.result;
  made.settings.dry_run = true;
  result.end.status = Status::dry_run;
  result.end.planned_status = Status::synced;
  result.end.because = Because::fast_forward;
  add_history(result, Relation::fast_forward, 3, 0);
  enter(result.ledger, branch(RefAction::fast_forward));
  enter(result.ledger, new_tag("v1.5.0"));
  result.found.files = {
      120, 3, 1, {{"LICENSE", FileChange::deleted}, {"vcpkg.json", FileChange::added}}};
  result.found.required_paths = {{"vcpkg.json", true}, {"**/CMakeLists.txt", false}};
  result.found.preflight = sample_findings(made.settings);
  return made;
}

Sample blocked() {
  Sample made = base("blocked");
  SyncResult& result = made.result;
  result.end.status = Status::blocked;
  result.end.because = Because::gate_closed;
  result.found.gate = GateVerdict{
      Gate::block,
      "OCC Windows Build #812 (attempt 2) of commit 5e5e5e5 failed (conclusion: failure); nothing "
      "was synced.",
      std::nullopt,
      {build_run("failure")}};
  result.found.source_sha.reset();
  return made;
}

Sample waiting() {
  Sample made = base("waiting");
  SyncResult& result = made.result;
  result.end.status = Status::blocked;
  result.end.because = Because::gate_closed;
  result.found.gate = GateVerdict{
      Gate::wait,
      "OCC Windows Build #812 (attempt 2) of commit 5e5e5e5 is being run again (status: "
      "in_progress); it is synced once it is green.",
      std::nullopt,
      {build_run("")}};
  result.found.source_sha.reset();
  return made;
}

Sample conflict() {
  Sample made = base("conflict");
  SyncResult& result = made.result;
  result.end.status = Status::conflict;
  result.end.exit_code = 4;
  result.end.because = Because::own_commits;
  add_target_commits(add_history(result, Relation::diverged, 3, 2));
  result.found.merge = sample_merge(*result.found.history);
  enter(result.ledger, branch(RefAction::conflict));
  return made;
}

Sample rejected() {
  Sample made = base("rejected");
  SyncResult& result = made.result;
  result.end.status = Status::rejected;
  result.end.exit_code = 5;
  result.end.because = Because::fast_forward;
  add_history(result, Relation::fast_forward, 3, 0);
  add_push(result);
  enter(result.ledger, branch(RefAction::fast_forward), Answer::refused,
        "protected branch hook declined");
  enter(result.ledger, new_tag("v1.5.0"), Answer::accepted);
  result.ledger.hear(
      "error: GH006: Protected branch update failed for refs/heads/main.\n"
      "error: At least 1 approving review is required by reviewers with write access.\n");
  result.found.explanations = explain_refusals(made.settings, result);
  return made;
}

Sample error() {
  Sample made = base("error");
  SyncResult& result = made.result;
  result.end.status = Status::error;
  result.end.exit_code = 6;
  result.end.failure = Failure{
      ErrorKind::access, Side::target,
      "https://github.com/cogpy/occ.git answered 401 to target_token.",
      "Renew the secret that target_token is set from; it needs write access to cogpy/occ."};
  result.found.gate.reset();
  result.found.source_tip.reset();
  result.found.source_sha.reset();
  result.ledger = Ledger();
  return made;
}

Sample interrupted() {
  Sample made = base("interrupted");
  SyncResult& result = made.result;
  result.end.status = Status::error;
  result.end.exit_code = 143;
  result.end.failure = Failure{ErrorKind::interrupted, Side::none,
                               "Interrupted by SIGTERM after the pack had been sent.",
                               "Run again: the next run sees what the target has."};
  add_history(result, Relation::fast_forward, 3, 0);
  const PlannedRef sent = branch(RefAction::fast_forward);
  enter(result.ledger, sent, sending_of(sent, Answer::none), false);
  return made;
}

/// Inputs that could not be read: not even the repositories are known.
Sample usage_error() {
  Sample made{"usage_error", {}, event(), {}};
  SyncResult& result = made.result;
  result.end.status = Status::error;
  result.end.exit_code = 2;
  result.end.failure =
      Failure{ErrorKind::usage, Side::none,
              "2 inputs are wrong:\n- target_token is empty: the secret is not set.\n"
              "- dry_run is 'yes'; expected true or false.",
              "Correct them in the workflow's `with:`."};
  result.cost.started_at = system_clock::time_point(std::chrono::seconds(noon));
  result.cost.finished_at = result.cost.started_at + milliseconds(2);
  return made;
}

/// The same as `synced`, with everything a stranger can choose chosen badly.
Sample hostile() {
  Sample made = base("hostile");
  SyncResult& result = made.result;
  made.settings.target = {"https://git.example.org/mirror/occ.git",
                          "https://git.example.org/mirror/occ", ""};
  made.event.actor = "[bot](javascript:alert)";
  made.event.workflow = "Sync | `now` <b>";
  made.event.run_url = "javascript:alert(1)";
  result.end.status = Status::rejected;
  result.end.exit_code = 5;
  result.end.because = Because::fast_forward;
  HistoryFacts& facts = add_history(result, Relation::fast_forward, 4, 0);
  facts.source_commits = {
      commit(0x5e, "::error::pwned | </summary><img src=x onerror=alert(1)> @octocat #1", "a|b", 1),
      commit(0x5d, "##[add-mask]x ```\n# heading \xff\xfe \x1b[31mred", "**bold** _me_", 2),
      commit(0x5c, "[link](https://evil.example) $x^2$ \u202egnp.exe", "<script>", 3)};
  facts.source_commits[2].author_time = INT64_MAX;
  enter(result.ledger, branch(RefAction::fast_forward), Answer::refused,
        "``` </details>\n::warning::no");
  enter(result.ledger, new_tag("v`1|2<x>"), Answer::accepted);
  result.found.files = {1, 0, 0, {{"@octocat|`<img src=x>\n# heading", FileChange::added}}};
  result.found.required_paths = {{"](https://evil.example) <script>|", false}};
  result.ledger.hear(std::string("````\n# not a heading\n") + '\0' + "##[group]\x80\n");
  result.found.explanations = explain_refusals(made.settings, result);
  result.found.preflight = hostile_findings();
  return made;
}

}  // namespace

Oid sample_oid(unsigned char byte) {
  unsigned char bytes[Oid::size];
  std::memset(bytes, byte, sizeof bytes);
  return Oid::from_bytes(bytes);
}

std::vector<Sample> all_samples() {
  std::vector<Sample> all = {synced(),      first_sync(),  in_sync(),  forced(),   dry_run(),
                             blocked(),     waiting(),     conflict(), rejected(), error(),
                             usage_error(), interrupted(), hostile()};
  all.push_back(with_pull_request(conflict()));
  all.push_back(rolled_back(forced()));
  all.push_back(merged(synced(), *conflict().result.found.history));
  return all;
}

HistoryFacts& history_of(Sample& run) {
  if (!run.result.found.history) run.result.found.history.emplace();
  return *run.result.found.history;
}

Sample sample(const std::string& name) {
  for (const Sample& made : all_samples()) {
    if (made.name == name) return made;
  }
  throw std::logic_error("no sample " + name);
}

}  // namespace auto_sync
