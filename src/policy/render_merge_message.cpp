#include "policy/render_merge_message.h"

#include "base/escape.h"
#include "base/text.h"
#include "domain/commit.h"
#include "policy/phrases.h"
#include "policy/render_links.h"

namespace auto_sync {
namespace {

std::string trailer(std::string_view name, const std::string& value) {
  return value.empty() ? std::string() : std::string(name) + ": " + printable(value) + "\n";
}

std::string branch_of(const RepositoryAddress& repository, const std::string& branch) {
  return printable(repository.display_name() + " " + branch);
}

}  // namespace

std::string render_merge_message(const Settings& settings, const EventContext& event,
                                 const GateVerdict& gate, const HistoryFacts& history,
                                 const Oid& carried) {
  const std::string source = branch_of(settings.source, settings.sync_branch);
  const std::string target = branch_of(settings.target, settings.target_branch);
  const std::string build = gate.runs.empty() ? "" : plain_page(gate.runs.front().html_url);
  return "Merge " + source + " into " + target + "\n\n" + "Brings " +
         commits_phrase(history.ahead) + " of " + source + " together with\n" +
         commits_phrase(history.behind) + " that only " + target + " had.\n\n" +
         trailer("Auto-Sync-Source", settings.source.display_name() + "@" + settings.sync_branch) +
         trailer(merge_trailer, carried.hex()) + trailer("Auto-Sync-Build", build) +
         trailer("Auto-Sync-Run", plain_page(event.run_url));
}

}  // namespace auto_sync
