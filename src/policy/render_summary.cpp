#include "policy/render_summary.h"

#include <algorithm>

#include "base/escape.h"
#include "base/text.h"
#include "policy/headline.h"
#include "policy/render_backup.h"
#include "policy/render_conflict.h"
#include "policy/render_explanations.h"
#include "policy/render_fragments.h"
#include "policy/render_markdown.h"
#include "policy/render_preflight.h"
#include "policy/render_pull_request.h"
#include "policy/render_recovery.h"
#include "policy/render_refs.h"
#include "policy/render_trees.h"
#include "policy/render_verdict.h"

namespace auto_sync {
namespace {

constexpr std::size_t summary_refs_limit = 6;
constexpr std::size_t summary_causes_limit = 5;
constexpr std::size_t summary_commits_limit = 20;
constexpr std::size_t summary_target_commits_limit = 10;
constexpr std::size_t summary_files_limit = 20;
constexpr std::size_t summary_warnings_limit = 5;
constexpr std::size_t summary_words_limit = 8'000;
constexpr std::size_t summary_sentence_limit = 2'000;

std::string commits_cell(const Settings& settings, const SyncResult& result) {
  std::string counts = counts_line(result.found);
  const std::string page = new_commits_page(settings, result);
  if (counts.empty() || page.empty()) return counts;
  return counts + " · " + link("compare", page);
}

std::string facts(const Settings& settings, const SyncResult& result) {
  if (settings.target.url.empty()) return {};  // the run ended before it knew what to do
  return table_row({"Route", route(settings)}) + "|:--|:--|\n" +
         fact("Commit", carried(settings, result.found)) +
         fact("Build", gate_line(settings, result.found)) +
         fact("Commits", commits_cell(settings, result)) + fact("Files", files_line(result.found)) +
         fact("Required files", required_paths_cell(result.found)) +
         fact("Target", target_tips(settings, result.ledger)) +
         fact("Pull request", pull_request_line(result)) +
         fact("Backup", backup_line(settings, result)) +
         fact("Refs", refs_cell(settings, result, summary_refs_limit)) +
         fact("Proof", proof_line(result.ledger));
}

/// What the sentence at the top does not say of an error.
std::string failure(const RunEnd& end, const std::string& sentence) {
  if (!end.failure) return {};
  const std::string& message = end.failure->message;
  std::string text;
  if (message != sentence) {
    text += fenced_block(printable(shorten(message, summary_words_limit), true), "text") + "\n";
  }
  if (!end.failure->hint.empty()) {
    text += "**What to do:** " +
            escape_markdown_cell(shorten(end.failure->hint, summary_sentence_limit)) + "\n";
  }
  return text;
}

std::string refusals(const Ledger& ledger) {
  if (!ledger.any(Fate::refused)) return {};
  const std::string words = server_words(ledger, summary_words_limit);
  return words.empty() ? words : "The target's server said:\n\n" + words;
}

std::string preflight(const SyncResult& result) {
  const std::string table =
      preflight_matters(result.end) ? preflight_table(result.found) : std::string();
  return table.empty() ? table : "**Before the push**\n\n" + table;
}

std::string first_warnings(const RunEnd& end) {
  std::string list;
  const std::size_t shown = std::min(end.warnings.size(), summary_warnings_limit);
  for (std::size_t i = 0; i < shown; ++i) {
    list +=
        "- ⚠️ " + escape_markdown_cell(shorten(end.warnings[i], summary_sentence_limit)) + "\n";
  }
  if (end.warnings.size() > shown) {
    list += "- and " + counted(end.warnings.size() - shown, "more warning") + "\n";
  }
  return list;
}

std::string new_commits(const Settings& settings, const SyncResult& result) {
  if (!result.found.history || result.found.history->source_commits.empty()) return {};
  const auto& commits = result.found.history->source_commits;
  const std::uint64_t total =
      first_sync(result.found)
          ? commits.size()
          : std::max<std::uint64_t>(result.found.history->ahead.value_or(0), commits.size());
  const std::string title =
      first_sync(result.found) ? "The latest commits" : counted(total, "commit");
  return folded(title, commit_list(settings.source, commits, total, summary_commits_limit,
                                   new_commits_page(settings, result)));
}

std::string fold_of(std::string_view title, const std::vector<Recovery>& ways) {
  return ways.empty() ? std::string() : folded(title, recovery_story(ways, 4));
}

std::string last_line(const SyncResult& result, const ReportPaths& paths) {
  std::string line = "<sub>" + cost_line(result.cost);
  if (!paths.markdown.empty()) line += " · report: " + markdown_code(paths.markdown);
  return line + "</sub>\n";
}

}  // namespace

std::string render_summary(const Settings& settings, const EventContext& event,
                           const SyncResult& result, const ReportPaths& paths) {
  const std::string sentence = shorten(headline(settings, result), summary_sentence_limit);
  std::string summary = "### " + std::string(status_icon(result.end.status)) + " " +
                        escape_markdown_cell(sentence) + "\n\n" + facts(settings, result);
  for (const std::string& part :
       {failure(result.end, sentence), explanations_story(result, summary_causes_limit),
        refusals(result.ledger), preflight(result),
        conflict_story(settings, result, summary_target_commits_limit), resolution_story(result),
        fold_of("How to resolve it: merge, rebase or overwrite",
                conflict_recovery(settings, event, result)),
        way_back_story(settings, result), first_warnings(result.end),
        fold_of("How to restore what was overwritten",
                overwrite_recovery(settings, event, result.ledger)),
        new_commits(settings, result), files_fold(result.found, summary_files_limit),
        last_line(result, paths)}) {
    if (!part.empty()) summary += "\n" + part;
  }
  return cut_markdown(summary, summary_limit, summary_pointer(paths.markdown));
}

std::string summary_pointer(const std::string& report_path) {
  return report_path.empty()
             ? std::string("… cut here: a step summary holds no more.")
             : "… cut here: the whole story is in the report, " + markdown_code(report_path) + ".";
}

}  // namespace auto_sync
