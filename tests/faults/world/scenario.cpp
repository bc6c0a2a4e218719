#include "faults/world/scenario.h"

#include <stdexcept>

namespace auto_sync::faults {
namespace {

using testing::GitRepo;

void commits(GitRepo& repository, const std::string& prefix, int count) {
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    repository.commit("main", {{prefix + std::to_string(i % 5) + ".txt", prefix + number + "\n"}},
                      prefix + " " + number);
  }
}

/// What both sides have: six commits and a tag.
void common(GitRepo& source, GitRepo& target) {
  commits(source, "base", 6);
  source.tag("v1", "main");
  source.push_to(target.path().string(), {"main", "v1"});
}

/// Tags that the target lacks, and one that it has with another value.
void tags(GitRepo& source, GitRepo& target) {
  source.tag("v2", "main~1");
  source.annotated_tag("v3", "main", "The third");
  source.tag("moved", "main");
  target.tag("moved", "main~2");
}

void ahead(GitRepo& source, GitRepo& target) {
  common(source, target);
  commits(source, "ours", 9);
  tags(source, target);
}

void diverge(GitRepo& source, GitRepo& target) {
  ahead(source, target);
  commits(target, "theirs", 2);
}

Inputs grow_ahead(GitRepo& source, GitRepo& target) {
  ahead(source, target);
  return {};
}

Inputs grow_large(GitRepo& source, GitRepo& target) {
  common(source, target);
  source.bulk_commits("main", 120, 30'000);
  tags(source, target);
  return {};
}

Inputs grow_first(GitRepo& source, GitRepo&) {
  commits(source, "ours", 9);
  source.tag("v1", "main~3");
  source.annotated_tag("v2", "main", "The second");
  return {};
}

Inputs grow_diverged(GitRepo& source, GitRepo& target) {
  diverge(source, target);
  return {};
}

Inputs grow_colliding(GitRepo& source, GitRepo& target) {
  common(source, target);
  source.commit("main", {{"base0.txt", "ours\n"}}, "Ours");
  target.commit("main", {{"base0.txt", "theirs\n"}}, "Theirs");
  return {};
}

/// Two backups from before; the newest holds what the branch was.
Inputs grow_with_backups(GitRepo& source, GitRepo& target) {
  diverge(source, target);
  const std::string backup = "refs/auto-sync/backup/main/2024010";
  target.run({"update-ref", backup + "1T000000Z", "main~3"});
  target.run({"update-ref", backup + "2T000000Z", "main~1"});
  return {};
}

Inputs grow_forced_before(GitRepo& source, GitRepo& target) {
  diverge(source, target);
  const std::string old = target.rev_parse("main");
  source.push_to(target.path().string(), {"+main"});
  target.run({"update-ref", "refs/auto-sync/backup/main/20240101T000000Z", old});
  return {};
}

Inputs grow_to_commit(GitRepo& source, GitRepo& target) {
  common(source, target);
  commits(target, "theirs", 2);
  return {{"rollback_to", target.rev_parse("main~3")}};
}

Inputs grow_new_tags(GitRepo& source, GitRepo& target) {
  common(source, target);
  for (int i = 2; i < 7; ++i) {
    source.tag("v" + std::to_string(i), "main~" + std::to_string(i - 2));
  }
  source.annotated_tag("v7", "main", "The seventh");
  return {};
}

Inputs grow_moved_tags(GitRepo& source, GitRepo& target) {
  ahead(source, target);
  source.tag("moved2", "main~1");
  target.annotated_tag("moved2", "main", "Theirs");
  return {};
}

Inputs grow_target_ahead(GitRepo& source, GitRepo& target) {
  common(source, target);
  commits(target, "theirs", 3);
  target.tag("t1", "main");
  return {};
}

Inputs grow_proposed_before(GitRepo& source, GitRepo& target) {
  diverge(source, target);
  target.branch("auto-sync/main", "main~1");
  target.commit("auto-sync/main", {{"resolved.txt", "theirs\n"}}, "Resolve");
  return {};
}

Inputs grow_in_sync(GitRepo& source, GitRepo& target) {
  common(source, target);
  return {};
}

std::vector<Scenario> table() {
  return {
      {.name = "fast-forward", .grow = grow_ahead, .inputs = {}, .expected = "synced"},
      {.name = "fast-forward, large", .grow = grow_large, .inputs = {}, .expected = "synced"},
      {.name = "first sync", .grow = grow_first, .inputs = {}, .expected = "synced"},
      {.name = "merge",
       .grow = grow_diverged,
       .inputs = {{"on_conflict", "merge"}},
       .expected = "merged",
       .merges = true},
      {.name = "force_sync",
       .grow = grow_diverged,
       .inputs = {{"force_sync", "true"}},
       .expected = "forced"},
      {.name = "on_conflict: force",
       .grow = grow_diverged,
       .inputs = {{"on_conflict", "force"}},
       .expected = "forced"},
      {.name = "force, backups as tags",
       .grow = grow_diverged,
       .inputs = {{"force_sync", "true"}, {"backup_as", "tag"}},
       .expected = "forced"},
      {.name = "force, old backups deleted",
       .grow = grow_with_backups,
       .inputs = {{"on_conflict", "force"}, {"backup_keep", "2"}},
       .expected = "forced"},
      {.name = "force, atomic",
       .grow = grow_diverged,
       .inputs = {{"force_sync", "true"}, {"atomic", "true"}},
       .expected = "forced"},
      {.name = "rollback to previous",
       .grow = grow_forced_before,
       .inputs = {{"rollback_to", "previous"}},
       .expected = "rolled_back",
       .asks_source = false},
      {.name = "rollback to a commit",
       .grow = grow_to_commit,
       .inputs = {},
       .expected = "rolled_back",
       .asks_source = false},
      {.name = "new tags", .grow = grow_new_tags, .inputs = {}, .expected = "synced"},
      {.name = "moved tags",
       .grow = grow_moved_tags,
       .inputs = {{"force_sync", "true"}},
       .expected = "forced"},
      {.name = "atomic", .grow = grow_ahead, .inputs = {{"atomic", "true"}}, .expected = "synced"},
      {.name = "both, target behind",
       .grow = grow_ahead,
       .inputs = {{"direction", "both"}},
       .expected = "synced",
       .writes_source = true,
       .merges = true},
      {.name = "both, source behind",
       .grow = grow_target_ahead,
       .inputs = {{"direction", "both"}},
       .expected = "synced",
       .writes_source = true,
       .merges = true},
      {.name = "both, merge",
       .grow = grow_diverged,
       .inputs = {{"direction", "both"}},
       .expected = "merged",
       .writes_source = true,
       .merges = true},
      {.name = "both, collision",
       .grow = grow_colliding,
       .inputs = {{"direction", "both"}},
       .expected = "pull_request",
       .writes_source = true,
       .merges = true,
       .proposes_back = true},
      {.name = "reverse",
       .grow = grow_target_ahead,
       .inputs = {{"direction", "reverse"}},
       .expected = "synced",
       .writes_target = false,
       .writes_source = true},
      {.name = "dry run",
       .grow = grow_ahead,
       .inputs = {{"dry_run", "true"}},
       .expected = "dry_run",
       .writes_target = false},
      {.name = "dry run of a force",
       .grow = grow_diverged,
       .inputs = {{"dry_run", "true"}, {"force_sync", "true"}},
       .expected = "dry_run",
       .writes_target = false},
      {.name = "conflict", .grow = grow_colliding, .inputs = {}, .expected = "conflict"},
      {.name = "red build",
       .grow = grow_ahead,
       .inputs = {},
       .expected = "blocked",
       .conclusion = "failure",
       .writes_target = false},
      {.name = "pull request",
       .grow = grow_diverged,
       .inputs = {{"on_conflict", "pull_request"}},
       .expected = "pull_request",
       .proposes = true},
      {.name = "pull request, branch moved",
       .grow = grow_proposed_before,
       .inputs = {{"on_conflict", "pull_request"}},
       .expected = "pull_request",
       .proposes = true},
      {.name = "in sync", .grow = grow_in_sync, .inputs = {}, .expected = "in_sync"},
  };
}

}  // namespace

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> all = table();
  return all;
}

const Scenario& scenario(const std::string& name) {
  for (const Scenario& known : scenarios()) {
    if (known.name == name) return known;
  }
  throw std::out_of_range("no scenario " + name);
}

}  // namespace auto_sync::faults
