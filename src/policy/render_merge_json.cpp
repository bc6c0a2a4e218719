#include "policy/render_merge_json.h"

#include "policy/render_links.h"
#include "policy/render_time.h"

namespace auto_sync {
namespace {

constexpr std::size_t files_limit = 1'000;
constexpr std::size_t text_limit = 1'000;

void write_commit(JsonWriter& json, const RepositoryAddress& repository,
                  const std::optional<Commit>& commit) {
  if (!commit) return json.null();
  json.object([&] {
    json.key("id").text(commit->id.hex());
    json.key("subject").text(shorten(commit->subject, text_limit));
    json.key("author").text(shorten(commit->author, text_limit));
    json.key("date").text_or_null(utc_iso(commit->author_time));
    json.key("url").text_or_null(commit_page(repository, commit->id));
  });
}

}  // namespace

void write_merge_analysis(JsonWriter& json, const Settings& settings, const Findings& found) {
  json.key("merge");
  if (!found.merge) return json.null();
  const MergeAnalysis& merge = *found.merge;
  json.object([&] {
    json.key("clean");
    merge.known ? json.boolean(merge.clean) : json.null();
    json.key("unknown").text_or_null(merge.unknown);
    json.key("tree").id(merge.tree);
    json.key("conflict_count").number(merge.conflicts.size());
    json.key("conflicts")
        .array(
            merge.conflicts,
            [&](const ConflictedFile& file) {
              json.object([&] {
                json.key("path").text(file.path);
                json.key("kind").text(to_string(file.kind));
                json.key("source_path").text_or_null(file.source_path);
                json.key("target_path").text_or_null(file.target_path);
                json.key("source_commit");
                write_commit(json, settings.source, file.source_commit);
                json.key("target_commit");
                write_commit(json, settings.target, file.target_commit);
              });
            },
            files_limit);
  });
}

}  // namespace auto_sync
