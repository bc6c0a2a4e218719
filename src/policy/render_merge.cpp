#include "policy/render_merge.h"

#include <algorithm>
#include <vector>

#include "base/escape.h"
#include "base/text.h"
#include "policy/render_markdown.h"
#include "policy/render_verdict.h"

namespace auto_sync {
namespace {

constexpr std::size_t conflict_path_limit = 300;
constexpr std::size_t files_in_line = 3;
/// Commits of a side that are drawn one by one; the older ones are folded.
constexpr std::size_t drawn_commits = 3;

std::string path_cell(const ConflictedFile& file) {
  std::string cell = markdown_code(shorten(file.path, conflict_path_limit));
  const auto name = [&](const std::string& path, std::string_view side) {
    if (path.empty() || path == file.path) return;
    cell +=
        ", in the " + std::string(side) + " " + markdown_code(shorten(path, conflict_path_limit));
  };
  name(file.source_path, "source");
  name(file.target_path, "target");
  return cell;
}

std::string commit_cell(const RepositoryAddress& repository, const std::optional<Commit>& commit) {
  return commit ? commit_line(repository, *commit) : std::string("not known");
}

std::string files_table(const Settings& settings, const std::vector<ConflictedFile>& files,
                        std::size_t limit) {
  std::string table =
      table_row({"File", "Conflict", "The source's last commit", "The target's last commit"}) +
      "|:--|:--|:--|:--|\n";
  const std::size_t shown = std::min(files.size(), limit);
  for (std::size_t i = 0; i < shown; ++i) {
    const ConflictedFile& file = files[i];
    table += table_row({path_cell(file), to_string(file.kind),
                        commit_cell(settings.source, file.source_commit),
                        commit_cell(settings.target, file.target_commit)});
  }
  if (files.size() > shown) {
    table += "\nand " + counted(files.size() - shown, "more file") + ".\n";
  }
  return table;
}

/// One side of the graph, oldest commit first: what is folded, then the newest.
std::string draw_side(const std::vector<Commit>& newest_first,
                      const std::optional<std::uint64_t>& count, std::string_view side,
                      std::string_view tag) {
  const std::uint64_t total = std::max<std::uint64_t>(count.value_or(0), newest_first.size());
  // One more than would be drawn is drawn too: "1 commit" takes as much room as the commit.
  const std::size_t drawn = total <= drawn_commits + 1
                                ? newest_first.size()
                                : std::min(newest_first.size(), drawn_commits);
  std::string text;
  if (total > drawn) {
    text += "  commit id: \"" + counted(total - drawn, "commit") + " of the " + std::string(side) +
            "\"\n";
  }
  for (std::size_t i = drawn; i-- > 0;) {
    text += "  commit id: \"" + newest_first[i].id.short_hex() + "\"";
    if (i == 0 && !tag.empty()) text += " tag: \"" + std::string(tag) + "\"";
    text += "\n";
  }
  return text;
}

/// What the target's tip is tagged with.
std::string_view target_tag(Status status) {
  switch (status) {
    case Status::forced:
      return "overwritten";
    case Status::merged:
      return {};
    default:
      return "left as it is";
  }
}

}  // namespace

std::string merge_sentence(const Findings& found) {
  if (!found.merge) return {};
  const MergeAnalysis& merge = *found.merge;
  if (!merge.known) return "Whether a merge would be clean is not known: " + merge.unknown + ".";
  if (merge.clean) return "A merge of both sides would be clean.";
  return "A merge of both sides would conflict in " + counted(merge.conflicts.size(), "file") + ".";
}

std::string conflicting_files_line(const Findings& found) {
  if (!found.merge) return {};
  const std::vector<ConflictedFile>& files = found.merge->conflicts;
  const std::size_t shown = std::min(files.size(), files_in_line);
  std::string line;
  for (std::size_t i = 0; i < shown; ++i) {
    line += (i > 0 ? ", " : "") + printable(shorten(files[i].path, conflict_path_limit)) + " (" +
            std::string(to_string(files[i].kind)) + ")";
  }
  if (files.size() > shown) line += " and " + std::to_string(files.size() - shown) + " more";
  return line;
}

std::string merge_story(const Settings& settings, const Findings& found, std::size_t limit) {
  if (!found.merge) return {};
  std::string story = escape_markdown_cell(merge_sentence(found)) + "\n";
  if (!found.merge->conflicts.empty()) {
    story += "\n" + files_table(settings, found.merge->conflicts, limit);
  }
  return story + "\n";
}

std::string merge_graph(const SyncResult& result) {
  if (!result.found.history || result.found.history->relation != Relation::diverged) return {};
  const HistoryFacts& history = *result.found.history;
  if (history.merge_bases.empty() || history.source_commits.empty() ||
      history.target_commits.empty()) {
    return {};
  }
  const Status status = result.end.came_to();
  std::string graph =
      "%%{init: {\"gitGraph\": {\"mainBranchName\": \"target\"}}}%%\ngitGraph\n"
      "  commit id: \"" +
      history.merge_bases.front().short_hex() + "\" tag: \"merge base\"\n  branch source\n";
  graph += draw_side(history.source_commits, history.ahead, "source",
                     status == Status::pull_request ? "pull request" : "");
  graph += "  checkout target\n" +
           draw_side(history.target_commits, history.behind, "target", target_tag(status));
  if (status == Status::merged) graph += "  merge source\n";
  return fenced_block(graph, "mermaid") + "\n";
}

}  // namespace auto_sync
