// What a run owes to whoever started it.
#include <algorithm>

#include "faults/judge/facts.h"
#include "faults/judge/rules.h"
#include "faults/judge/secrets.h"

namespace auto_sync::faults {
namespace {

/// Of each status the exit codes that docs/report.md gives it.
bool code_fits(const std::string& status, int code) {
  if (status == "blocked") return code == 0 || code == 3;
  if (status == "conflict") return code == 4;
  if (status == "rejected") return code == 5;
  if (status == "error") {
    return code == 1 || code == 2 || code == 6 || code == 7 || code == 130 || code == 143;
  }
  return code == 0;
}

bool documented(int code) {
  return (code >= 0 && code <= 7) || code == 130 || code == 143;
}

std::vector<Wrong> exit_code(const Evidence& evidence) {
  if (evidence.killed() || evidence.hung) return {};
  const std::string code = "exit code " + std::to_string(evidence.exit_code);
  if (!documented(evidence.exit_code)) return {{code, "documented are 0 to 7, 130 and 143"}};
  const std::string status = evidence.json.get("status").text(evidence.output("status"));
  if (status.empty() || code_fits(status, evidence.exit_code)) return {};
  return {{code, "the status is " + status}};
}

std::vector<Wrong> no_internal_error(const Evidence& evidence) {
  const std::string told = evidence.told();
  const bool found = told.find("internal error") != std::string::npos ||
                     told.find("Internal error") != std::string::npos ||
                     (evidence.exit_code == 1 && !evidence.killed());
  if (!found) return {};
  return {{"an internal error", evidence.json.get("headline").text()}};
}

/// Where a report cannot be written, or the process has hardly begun, the log has to say so.
bool excused(const Evidence& evidence) {
  const bool no_place = evidence.lacks(Lack::report_dir) || evidence.lacks(Lack::file_size);
  if (no_place) {
    return evidence.log.find("could not be written") != std::string::npos ||
           evidence.log.find("cannot be written") != std::string::npos ||
           evidence.log.find("report_dir") != std::string::npos;
  }
  const bool starved = evidence.lacks(Lack::memory) || evidence.lacks(Lack::descriptors);
  return starved && evidence.log.find("auto-sync: ") != std::string::npos &&
         ours(evidence.target).empty() && ours(evidence.source).empty();
}

std::vector<Wrong> report(const Evidence& evidence) {
  const bool whole = evidence.json.is_object() && !evidence.report.empty() &&
                     (!evidence.summary.empty() || evidence.lacks(Lack::summary)) &&
                     (evidence.outputs.contains("status") || evidence.lacks(Lack::outputs));
  if (whole && evidence.report_files.size() == 2) return {};
  if (evidence.killed() || evidence.hung) return {};
  std::string files;
  for (const std::string& file : evidence.report_files) files += " " + file;
  if (excused(evidence)) return {};
  return {{"files:" + files + ", exit code " + std::to_string(evidence.exit_code),
           "report, JSON, summary and outputs are expected"}};
}

std::vector<Wrong> secrets(const Evidence& evidence) {
  const std::string piece = piece_shown(evidence.told(), evidence.tokens);
  if (piece.empty()) return {};
  return {{"..." + piece + "...", "is a piece of a token"}};
}

std::vector<Wrong> time(const Evidence& evidence) {
  if (!evidence.hung) return {};
  return {{"still running after " + std::to_string(static_cast<int>(evidence.seconds)) + " s",
           "killed"}};
}

std::vector<Wrong> left_files(const Evidence& evidence) {
  if (evidence.killed() || evidence.hung || evidence.files_left.empty()) return {};
  return {{"exit code " + std::to_string(evidence.exit_code),
           "RUNNER_TEMP holds " + evidence.files_left.front()}};
}

std::vector<Wrong> left_children(const Evidence& evidence) {
  if (!evidence.child_left) return {};
  return {{"the run has ended", "its process group has not"}};
}

std::vector<Wrong> undisturbed(const Evidence& evidence) {
  if (!evidence.undisturbed()) return {};
  const std::string status = evidence.json.get("status").text();
  if (status == evidence.scenario->expected) return {};
  return {{"status " + status, "nothing was in the way of " + evidence.scenario->expected}};
}

/// The icon that docs/report.md gives a status.
std::string icon_of(const std::string& status) {
  if (status == "synced" || status == "merged" || status == "rolled_back") return "✅";
  if (status == "in_sync") return "ℹ️";
  if (status == "forced" || status == "blocked" || status == "pull_request") return "⚠️";
  return status == "dry_run" ? "🔍" : "❌";
}

std::vector<Wrong> agreement(const Evidence& evidence) {
  std::vector<Wrong> wrong;
  const testing::Json& json = evidence.json;
  if (!json.is_object() || !evidence.outputs.contains("status")) return wrong;
  const auto compare = [&](const std::string& output, const std::string& in_json) {
    if (evidence.output(output) == in_json) return;
    wrong.push_back({"output " + output + " = " + evidence.output(output), "JSON: " + in_json});
  };
  const auto number = [](const testing::Json& value) {
    return value.is_null() ? std::string() : std::to_string(value.integer());
  };
  compare("status", json.get("status").text());
  compare("planned_status", json.get("planned_status").text());
  compare("source_sha", json.get("source").get("carried").text());
  compare("target_sha_before", json.get("target").get("tip_before").text());
  compare("target_sha", json.get("target").get("tip_after").text());
  compare("commits_synced", number(json.get("commits_synced")));
  compare("tags_synced", number(json.get("tags_synced")));
  compare("backup_ref", json.get("backup").get("ref").text());
  const std::string icon = icon_of(json.get("status").text());
  if (!evidence.summary.empty() && !evidence.summary.starts_with("### " + icon)) {
    wrong.push_back({evidence.summary.substr(0, evidence.summary.find('\n')), "JSON: " + icon});
  }
  if (json.get("exit_code").integer(-1) != evidence.exit_code && !evidence.killed()) {
    wrong.push_back({"exit code " + std::to_string(evidence.exit_code),
                     "JSON: " + number(json.get("exit_code"))});
  }
  return wrong;
}

}  // namespace

std::vector<Rule> conduct_rules() {
  return {
      {"exit code", "The exit code is a documented one, and that of the status.", exit_code},
      {"no internal error", "Nothing that servers or machines do is an internal error.",
       no_internal_error},
      {"report", "There is a report, or the log says why there is none.", report},
      {"secrets", "No piece of a token is in anything that was written.", secrets},
      {"time", "A run ends in bounded time.", time},
      {"no file left", "No file is left in RUNNER_TEMP.", left_files},
      {"no child left", "No process is left.", left_children},
      {"undisturbed", "A run that nothing disturbs does what it is for.", undisturbed},
      {"agreement", "Outputs, exit code, summary and JSON say the same.", agreement},
  };
}

}  // namespace auto_sync::faults
