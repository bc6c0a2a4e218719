#include "policy/render_closing.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "domain/backup_ref.h"
#include "domain/ref_name.h"
#include "policy/headline.h"
#include "policy/judge_preflight.h"
#include "policy/render_backup.h"
#include "policy/render_explanations.h"
#include "policy/render_fragments.h"
#include "policy/render_recovery.h"
#include "policy/render_verdict.h"
#include "policy/render_words.h"

namespace auto_sync {
namespace {

void add(std::vector<std::string>& lines, std::string_view name, const std::string& text) {
  if (!text.empty()) lines.push_back(fmt::format("   {:<8}{}", name, text));
}

std::string at(const std::optional<Oid>& tip) {
  return tip ? " at " + tip->short_hex() : std::string();
}

/// "main fast-forwarded" for the branch, then how many tags met which fate.
std::string refs_line(const SyncResult& result) {
  std::string line;
  std::vector<std::pair<Verdict, std::uint64_t>> tags;
  for (const LedgerRef* ref : result.ledger.told()) {
    if (is_backup_ref(ref->name())) continue;  // it has a line of its own
    const Verdict verdict = verdict_in(result.end, *ref);
    if (is_tag_ref(ref->name())) {
      const auto found = std::find_if(tags.begin(), tags.end(),
                                      [&](const auto& entry) { return entry.first == verdict; });
      if (found == tags.end()) {
        tags.emplace_back(verdict, 1);
      } else {
        ++found->second;
      }
      continue;
    }
    line += (line.empty() ? "" : ", ") + short_ref_name(ref->name()) + " " +
            std::string(verdict_text(verdict));
  }
  for (const auto& [verdict, count] : tags) {
    line += (line.empty() ? "" : ", ") + counted(count, "tag") + " " +
            std::string(verdict_text(verdict));
  }
  return line;
}

/// What was refused and why, in a line each with what to do.
void add_causes(const SyncResult& result, std::vector<std::string>& lines) {
  constexpr std::size_t causes_limit = 5;
  const std::size_t shown = std::min(result.found.explanations.size(), causes_limit);
  for (std::size_t i = 0; i < shown; ++i) {
    const Explanation& cause = result.found.explanations[i];
    add(lines, "why", trim(refs_of(cause) + ": " + cause.meaning + " " + join(cause.reasons, " ")));
    if (!result.end.failure) add(lines, "do", cause.remedy);
  }
}

void add_sides(const Settings& settings, const SyncResult& result,
               std::vector<std::string>& lines) {
  if (!settings.rolls_back()) {
    add(lines, "source",
        settings.source.display_name() + " " + settings.sync_branch + at(result.found.source_sha));
  }
  add(lines, "target",
      settings.target.display_name() + " " + settings.target_branch + at(result.target_after()));
}

}  // namespace

std::vector<std::string> render_closing(const Settings& settings, const SyncResult& result,
                                        const ReportPaths& paths) {
  std::vector<std::string> lines = {std::string(status_icon(result.end.status)) + " " +
                                    headline(settings, result)};
  if (result.end.failure && !result.end.failure->hint.empty())
    add(lines, "do", result.end.failure->hint);
  if (result.end.failure && !result.end.failure->request_id.empty())
    add(lines, "request", result.end.failure->request_id);
  add_causes(result, lines);
  if (const PreflightFinding* stop = find_stop(result.found.preflight))
    add(lines, "do", stop->remedy);
  if (!settings.target.url.empty()) add_sides(settings, result, lines);
  if (result.found.gate) {
    add(lines, "gate",
        std::string(gate_word(result.found.gate->gate)) + ": " + result.found.gate->reason);
  }
  add(lines, "refs", refs_line(result));
  if (result.pull_request) add(lines, "pull", result.pull_request->url);
  add(lines, "backup", branch_backup(settings, result.ledger));
  const Proof proof = proof_of(result.ledger);
  if (unconfirmed(result.ledger)) {
    add(lines, "proof", "sent, unconfirmed");
  } else if (proof != Proof::not_needed) {
    add(lines, "proof", std::string(proof_text(proof)));
  }
  add(lines, "cost", cost_line(result.cost));
  add(lines, "report", paths.markdown);
  return lines;
}

}  // namespace auto_sync
