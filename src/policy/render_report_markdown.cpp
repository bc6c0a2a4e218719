#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/escape.h"
#include "base/text.h"
#include "policy/headline.h"
#include "policy/render_backup.h"
#include "policy/render_conflict.h"
#include "policy/render_explanations.h"
#include "policy/render_fragments.h"
#include "policy/render_links.h"
#include "policy/render_markdown.h"
#include "policy/render_preflight.h"
#include "policy/render_pull_request.h"
#include "policy/render_recovery.h"
#include "policy/render_refs.h"
#include "policy/render_report.h"
#include "policy/render_time.h"
#include "policy/render_trees.h"
#include "policy/render_verdict.h"
#include "policy/render_words.h"

namespace auto_sync {
namespace {

constexpr std::size_t report_commits_limit = 200;
constexpr std::size_t report_words_limit = 100'000;

std::string section(std::string_view title, const std::string& body) {
  if (body.empty()) return {};
  return "\n## " + std::string(title) + "\n\n" + body;
}

std::string status_text(const RunEnd& end) {
  std::string text = markdown_code(to_string(end.status));
  if (end.planned_status) text += ", planned " + markdown_code(to_string(*end.planned_status));
  return text + fmt::format(", exit code {}", end.exit_code);
}

std::string branch_tip(const RepositoryAddress& repository, const std::string& branch,
                       const std::optional<Oid>& tip) {
  std::string text = repository_link(repository) + " " + ref_link(repository, branch);
  if (tip) text += ", tip " + commit_link(repository, *tip);
  return text;
}

std::string relation_line(const Findings& found) {
  return found.history ? std::string(relation_text(found.history->relation)) : std::string();
}

std::string merge_bases(const Settings& settings, const Findings& found) {
  std::string text;
  if (!found.history) return text;
  for (const Oid& base : found.history->merge_bases) {
    text += (text.empty() ? "" : ", ") + commit_link(settings.source, base);
  }
  return text;
}

std::string compare_line(const Settings& settings, const SyncResult& result) {
  const std::string page = new_commits_page(settings, result);
  return page.empty() ? page : link("what is new", page);
}

std::string attempts_line(const Cost& cost) {
  if (cost.attempts <= 1) return {};
  return fmt::format("{}, made afresh because a side changed meanwhile", cost.attempts);
}

/// The facts about both sides; none when the run ended before it knew them.
std::string sides(const Settings& settings, const SyncResult& result) {
  if (settings.target.url.empty()) return {};
  const std::string source =
      branch_tip(settings.source, settings.sync_branch, result.found.source_tip);
  return fact("Source", settings.rolls_back() ? std::string() : source) +
         fact("Target", branch_tip(settings.target, settings.target_branch, std::nullopt)) +
         fact("Target's tip", target_tips(settings, result.ledger)) +
         fact("Backup", backup_line(settings, result)) +
         fact(settings.rolls_back() ? "Commit restored" : "Commit carried",
              carried(settings, result.found)) +
         fact("Relation", relation_line(result.found)) +
         fact("Commits", counts_line(result.found)) +
         fact("Merge base", merge_bases(settings, result.found)) +
         fact("Compare", compare_line(settings, result));
}

std::string overview(const Settings& settings, const SyncResult& result) {
  return table_row({"Status", status_text(result.end)}) + "|:--|:--|\n" + sides(settings, result) +
         fact("Pull request", pull_request_line(result)) +
         fact("Proof", proof_line(result.ledger)) + fact("Analyses", attempts_line(result.cost)) +
         fact("Started", utc_text(result.cost.started_at)) + fact("Cost", cost_line(result.cost));
}

std::string failure(const RunEnd& end) {
  if (!end.failure) return {};
  std::string body = fenced_block(printable(end.failure->message, true), "text");
  if (!end.failure->hint.empty()) {
    body += "\n**What to do:** " + escape_markdown_cell(end.failure->hint) + "\n";
  }
  if (!end.failure->request_id.empty()) {
    body +=
        "\nFor those who look after the server: " + markdown_code(end.failure->request_id) + "\n";
  }
  return body;
}

std::string trigger(const EventContext& event) {
  std::string line =
      event.name.empty() ? std::string("Run by hand") : "Event " + markdown_code(event.name);
  if (!event.actor.empty()) line += ", by " + escape_markdown_cell(event.actor);
  if (!event.run_id.empty()) {
    const std::string number = event.run_number.empty() ? event.run_id : "#" + event.run_number;
    const std::string name = event.workflow.empty() ? "run" : event.workflow;
    line += ", in " + link(escape_markdown_cell(name + " " + number), plain_page(event.run_url));
  }
  if (!event.repository.empty()) line += " of " + escape_markdown_cell(event.repository);
  return line + ".\n";
}

std::string builds(const Settings& settings, const GateVerdict& gate) {
  if (gate.runs.empty()) return {};
  std::string table =
      "\n| Build | Event | Branch | Commit | Conclusion | Started (UTC) |\n"
      "|:--|:--|:--|:--|:--|:--|\n";
  for (const BuildRun& run : gate.runs) {
    const std::string conclusion = run.completed() ? run.conclusion : run.status;
    table +=
        table_row({run_link(run), escape_markdown_cell(run.event), markdown_code(run.head_branch),
                   run.head_sha ? commit_link(settings.source, *run.head_sha) : std::string("–"),
                   std::string(run.green() ? "✅ " : "") + escape_markdown_cell(conclusion),
                   escape_markdown_cell(run.created_at)});
  }
  return table;
}

std::string gate_section(const Settings& settings, const EventContext& event,
                         const Findings& found) {
  std::string body = trigger(event);
  if (!found.gate) return body;
  body += "\nThe gate says **" + std::string(gate_word(found.gate->gate)) +
          "**: " + escape_markdown_cell(found.gate->reason) + "\n";
  return body + builds(settings, *found.gate);
}

std::string commits(const Settings& settings, const SyncResult& result) {
  if (!result.found.history || result.found.history->source_commits.empty()) return {};
  const auto& listed = result.found.history->source_commits;
  const std::size_t shown = std::min(listed.size(), report_commits_limit);
  std::string table = "| Commit | Subject | Author | Date |\n|:--|:--|:--|:--|\n";
  for (std::size_t i = 0; i < shown; ++i) {
    table += table_row({commit_link(settings.source, listed[i].id),
                        escape_markdown_cell(shorten(listed[i].subject, 200)),
                        escape_markdown_cell(shorten(listed[i].author, 100)),
                        utc_minute(listed[i].author_time)});
  }
  if (first_sync(result.found)) return "The latest ones of a first sync.\n\n" + table;
  const std::uint64_t total =
      std::max<std::uint64_t>(result.found.history->ahead.value_or(listed.size()), listed.size());
  if (total > shown) {
    table +=
        "\n" +
        link("and " + with_thousands(total - shown) + " more", new_commits_page(settings, result)) +
        "\n";
  }
  return table;
}

/// What a forced run took from the target.
std::string left_behind(const Settings& settings, const SyncResult& result) {
  if (!overwrites(result.end) || !result.found.history) return {};
  const auto& commits = result.found.history->target_commits;
  const std::uint64_t total = result.found.history->behind.value_or(commits.size());
  return commit_list(settings.target, commits, total, report_commits_limit,
                     target_commits_page(settings, result));
}

std::string every_warning(const RunEnd& end) {
  std::string list;
  for (const std::string& warning : end.warnings) {
    list += "- ⚠️ " + escape_markdown_cell(warning) + "\n";
  }
  return list;
}

std::string phase_row(const std::string& name, double seconds, const Traffic& traffic) {
  return table_row({name, human_seconds(seconds), with_thousands(traffic.requests),
                    human_bytes(traffic.received), human_bytes(traffic.sent)});
}

std::string cost(const Cost& cost) {
  std::string table = "| Phase | Time | Requests | Received | Sent |\n|:--|--:|--:|--:|--:|\n";
  for (const Phase& phase : cost.phases) {
    table += phase_row(escape_markdown_cell(phase.name), phase.seconds, phase.traffic);
  }
  const std::chrono::duration<double> took = cost.took();
  table += phase_row("**Total**", took.count(), cost.traffic);
  if (cost.pack_bytes > 0) {
    table += "\nRelayed: a pack of " + human_bytes(cost.pack_bytes) + " with " +
             counted(cost.pack_objects, "object") + ", streamed from source to target.\n";
  }
  return table;
}

}  // namespace

std::string render_report_markdown(const Settings& settings, const EventContext& event,
                                   const SyncResult& result) {
  std::string report = "# " + std::string(status_icon(result.end.status)) + " " +
                       escape_markdown_cell(headline(settings, result)) + "\n\n" +
                       overview(settings, result);
  report += section("What went wrong", failure(result.end));
  report += section("Why the server refused", explanations_story(result, SIZE_MAX));
  report += section("Before the push", preflight_table(result.found));
  report += section("Conflict", conflict_story(settings, result, report_commits_limit));
  report += section("Both sides", resolution_story(result));
  report +=
      section("How to resolve it", recovery_story(conflict_recovery(settings, event, result), 3));
  report += section("How to restore what was overwritten",
                    recovery_story(overwrite_recovery(settings, event, result.ledger), 3));
  report += section("What the overwritten branch had", left_behind(settings, result));
  report += section("Warnings", every_warning(result.end));
  report += section("Required files", required_paths_table(result.found));
  report +=
      section("Why it ran, and what it rests on", gate_section(settings, event, result.found));
  report += section("Refs", refs_table(settings, result));
  report += section("The way back", way_back_story(settings, result));
  report +=
      section("What the target's server said", server_words(result.ledger, report_words_limit));
  report += section("Commits", commits(settings, result));
  report += section("What changes", files_story(result, FileChanges::listed_at_most));
  report += section("Time and bytes", cost(result.cost));
  return report;
}

std::string report_base_name(std::chrono::system_clock::time_point moment) {
  return "sync_report_" + utc_compact(moment);
}

}  // namespace auto_sync
