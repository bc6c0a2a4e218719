#include "policy/render_conflict.h"

#include <algorithm>

#include "base/escape.h"
#include "base/text.h"
#include "policy/render_fragments.h"
#include "policy/render_markdown.h"
#include "policy/render_merge.h"
#include "policy/render_verdict.h"

namespace auto_sync {
namespace {

std::string merge_base_sentence(const Settings& settings, const HistoryFacts& history) {
  if (history.relation == Relation::unrelated) {
    return " The two histories have no commit in common: is `target_repo` the right repository?";
  }
  if (history.merge_bases.empty()) return {};
  std::string bases;
  for (const Oid& base : history.merge_bases) {
    bases += (bases.empty() ? "" : ", ") + commit_link(settings.source, base);
  }
  return " The histories part at the merge base " + bases + ".";
}

}  // namespace

std::string conflict_story(const Settings& settings, const SyncResult& result, std::size_t limit) {
  if (!in_conflict(result.end) || !result.found.history) return {};
  const HistoryFacts& history = *result.found.history;
  const std::uint64_t total =
      history.behind.value_or(static_cast<std::uint64_t>(history.target_commits.size()));
  std::string story = "**Conflict detected**." + merge_base_sentence(settings, history) + "\n\n";
  story += merge_story(settings, result.found, limit) + merge_graph(result);
  const std::string list = commit_list(settings.target, history.target_commits, total, limit,
                                       target_commits_page(settings, result));
  if (!list.empty()) {
    story += "What only the target has" +
             (total > 0 ? " (" + counted(total, "commit") + ")" : std::string()) + ":\n\n" + list;
  }
  return story;
}

std::string resolution_story(const SyncResult& result) {
  const Status status = result.end.came_to();
  return status == Status::merged || status == Status::forced ? merge_graph(result) : std::string();
}

std::string recovery_story(const std::vector<Recovery>& ways, std::size_t level) {
  std::string story;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const std::string number = ways.size() > 1 ? std::to_string(i + 1) + ". " : std::string();
    story += std::string(level, '#') + " " + number + escape_markdown(ways[i].title) + "\n\n" +
             escape_markdown(ways[i].explanation) + "\n\n";
    if (!ways[i].commands.empty()) {
      story += fenced_block(printable(join(ways[i].commands, "\n"), true), "sh") + "\n";
    }
  }
  return story;
}

}  // namespace auto_sync
