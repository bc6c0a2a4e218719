#include "policy/render_fragments.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/escape.h"
#include "base/text.h"
#include "policy/describe_run.h"
#include "policy/directions.h"
#include "policy/headline.h"
#include "policy/render_links.h"
#include "policy/render_markdown.h"
#include "policy/render_refs.h"
#include "policy/render_verdict.h"
#include "policy/render_words.h"

namespace auto_sync {
namespace {

constexpr std::size_t reason_limit = 2'000;
constexpr std::size_t runs_limit = 5;

const Oid* merge_base(const Findings& found) {
  if (!found.history || found.history->merge_bases.empty()) return nullptr;
  return &found.history->merge_bases.front();
}

std::string_view gate_icon(Gate gate) {
  switch (gate) {
    case Gate::pass:
      return "✅ ";
    case Gate::wait:
      return "⏳ ";
    case Gate::off:
      return "➖ ";
    case Gate::block:
      break;
  }
  return "❌ ";
}

}  // namespace

std::string route(const Settings& settings) {
  if (settings.rolls_back()) {
    return repository_link(settings.target) + " " +
           ref_link(settings.target, settings.target_branch);
  }
  const std::string arrow = settings.direction == Direction::both ? " ⇄ " : " → ";
  return repository_link(settings.source) + " " + ref_link(settings.source, settings.sync_branch) +
         arrow + repository_link(settings.target) + " " +
         ref_link(settings.target, settings.target_branch) +
         (settings.reversed ? " (the way back)" : "");
}

std::string way_back_story(const Settings& settings, const SyncResult& result) {
  if (!result.way_back) return {};
  const Settings back = way_back(settings);
  return "From " + route(back) + ": " + escape_markdown_cell(headline(back, *result.way_back)) +
         "\n\n" + refs_table(back, *result.way_back);
}

std::string carried(const Settings& settings, const Findings& found) {
  if (!found.source_sha) return {};
  if (const Commit* commit = carried_commit(found)) return commit_line(settings.source, *commit);
  return commit_link(settings.source, *found.source_sha);
}

std::string target_tips(const Settings& settings, const Ledger& ledger) {
  const auto tip = [&](const std::optional<Listed>& value) {
    if (!value) return std::string("unknown");
    return value->id ? commit_link(settings.target, *value->id) : std::string("(no branch)");
  };
  if (!ledger.listed()) return {};
  const std::optional<Listed> before = ledger.branch_before();
  const std::optional<Listed> after = ledger.branch_after();
  return tip(before) + (after == before ? ", unchanged" : " → " + tip(after));
}

std::string run_link(const BuildRun& run) {
  return link(escape_markdown_cell(run_title(run)), plain_page(run.html_url));
}

std::string gate_line(const Settings& settings, const Findings& found) {
  if (!found.gate) return {};
  const std::string icon(gate_icon(found.gate->gate));
  const std::vector<BuildRun>& runs = found.gate->runs;
  if (runs.empty()) return icon + escape_markdown_cell(shorten(found.gate->reason, reason_limit));
  std::string line;
  for (std::size_t i = 0; i < std::min(runs.size(), runs_limit); ++i) {
    line += (i > 0 ? "<br>" : "") + (runs[i].green() ? "✅ " : icon) + run_link(runs[i]) + " " +
            escape_markdown_cell(describe_state(runs[i]));
    if (runs[i].head_sha) line += " at " + commit_link(settings.source, *runs[i].head_sha);
  }
  if (runs.size() > runs_limit) line += "<br>and " + counted(runs.size() - runs_limit, "more run");
  return line;
}

std::string proof_line(const Ledger& ledger) {
  if (unconfirmed(ledger)) {
    return "⚠️ sent, unconfirmed: neither an answer nor a listing says what became of it";
  }
  const Proof proof = proof_of(ledger);
  if (proof == Proof::not_needed) return {};
  return std::string(proof == Proof::confirmed ? "✅ " : "⚠️ ") + std::string(proof_text(proof));
}

std::string counts_line(const Findings& found) {
  if (!found.history) return {};
  if (first_sync(found)) return "first sync";
  const auto count = [](const std::optional<std::uint64_t>& number) {
    return number ? with_thousands(*number) : std::string("?");
  };
  return count(found.history->ahead) + " ahead, " + count(found.history->behind) + " behind";
}

std::string cost_line(const Cost& cost) {
  const std::chrono::duration<double> took = cost.took();
  return human_seconds(took.count()) + ", " + counted(cost.traffic.requests, "request") + ", " +
         human_bytes(cost.traffic.received) + " received, " + human_bytes(cost.traffic.sent) +
         " sent";
}

std::string new_commits_page(const Settings& settings, const SyncResult& result) {
  const std::optional<Oid> before = result.target_before();
  if (!result.found.history || !before || !result.found.source_sha) return {};
  const Relation relation = result.found.history->relation;
  if (relation == Relation::fast_forward && settings.source.on_server()) {
    return compare_page(settings.source, *before, *result.found.source_sha);
  }
  const bool moved =
      result.target_after() == result.found.source_sha && before != result.found.source_sha;
  if (moved) return compare_page(settings.target, *before, *result.found.source_sha);
  const Oid* base = merge_base(result.found);
  if (relation != Relation::diverged || base == nullptr) return {};
  return compare_page(settings.source, *base, *result.found.source_sha);
}

std::string target_commits_page(const Settings& settings, const SyncResult& result) {
  const Oid* base = merge_base(result.found);
  const std::optional<Oid> before = result.target_before();
  if (base == nullptr || !before) return {};
  return compare_page(settings.target, *base, *before);
}

std::string commit_list(const RepositoryAddress& repository, const std::vector<Commit>& commits,
                        std::uint64_t total, std::size_t limit, const std::string& more_page) {
  const std::size_t shown = std::min(commits.size(), limit);
  std::string list;
  for (std::size_t i = 0; i < shown; ++i) {
    list += "- " + commit_line(repository, commits[i]) + "\n";
  }
  if (total > shown) {
    list += "- " + link("and " + with_thousands(total - shown) + " more", more_page) + "\n";
  }
  return list;
}

}  // namespace auto_sync
