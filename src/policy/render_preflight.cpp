#include "policy/render_preflight.h"

#include "base/escape.h"
#include "base/text.h"
#include "policy/render_links.h"
#include "policy/render_markdown.h"

namespace auto_sync {
namespace {

using PreflightVerdict = PreflightFinding::Verdict;

constexpr std::size_t finding_limit = 1'500;

std::string_view icon(PreflightVerdict verdict) {
  switch (verdict) {
    case PreflightVerdict::fine:
      return "✅";
    case PreflightVerdict::unknown:
      return "❔";
    case PreflightVerdict::warning:
      return "⚠️";
    case PreflightVerdict::stop:
      break;
  }
  return "❌";
}

std::string_view word(PreflightVerdict verdict) {
  switch (verdict) {
    case PreflightVerdict::fine:
      return "fine";
    case PreflightVerdict::unknown:
      return "unknown";
    case PreflightVerdict::warning:
      return "warning";
    case PreflightVerdict::stop:
      break;
  }
  return "stop";
}

std::string finding_cell(const std::string& text) {
  return escape_markdown_cell(shorten(text, finding_limit));
}

std::string advice(const PreflightFinding& finding) {
  std::string text = finding_cell(finding.remedy);
  if (!finding.link.empty()) text += (text.empty() ? "" : " ") + link("More", finding.link) + ".";
  return text;
}

}  // namespace

std::string preflight_table(const Findings& found) {
  if (found.preflight.empty()) return {};
  std::string table = "| Check | | Found | What to do |\n|:--|:-:|:--|:--|\n";
  for (const PreflightFinding& finding : found.preflight) {
    table += table_row({replace_all(finding.check, "_", " "), icon(finding.verdict),
                        finding_cell(finding.finding), advice(finding)});
  }
  return table;
}

bool preflight_matters(const RunEnd& end) {
  return end.status == Status::dry_run || end.status == Status::rejected;
}

void write_preflight(JsonWriter& json, const Findings& found) {
  json.key("preflight").array(found.preflight, [&](const PreflightFinding& finding) {
    json.object([&] {
      json.key("check").text(finding.check);
      json.key("verdict").text(word(finding.verdict));
      json.key("finding").text(finding.finding);
      json.key("remedy").text_or_null(finding.remedy);
      json.key("link").text_or_null(plain_page(finding.link));
    });
  });
}

}  // namespace auto_sync
