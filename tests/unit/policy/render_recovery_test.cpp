// The commands that a report tells people to paste, run by a shell on real repositories.
#include "policy/render_recovery.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/text.h"
#include "render_samples.h"
#include "support/catch.h"
#include "support/fakes/ledger_samples.h"

using namespace auto_sync;

namespace {

namespace fs = std::filesystem;

/// A directory with two bare repositories, o/source.git and o/target.git, that have diverged.
class TwoSides {
 public:
  explicit TwoSides(bool unrelated = false) {
    std::string name = (fs::temp_directory_path() / "auto-sync-recovery-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
    std::string script =
        "git init -q --bare -b 'it'\\''s-main' source.git && git init -q --bare target.git && "
        "git init -q -b 'it'\\''s-main' work && cd work && "
        "commit() { echo $1 >$1 && git add . && git commit -q -m $1; } && "
        "commit base && git push -q ../source.git HEAD && "
        "git push -q ../target.git HEAD:refs/heads/main && "
        "commit theirs1 && commit theirs2 && git push -q ../target.git HEAD:refs/heads/main && "
        "git reset -q --hard HEAD~2 && commit ours && git push -q ../source.git HEAD";
    if (unrelated) {
      script +=
          " && git checkout -q --orphan other && git rm -rfq . && commit lonely1 && "
          "commit lonely2 && git push -q -f ../target.git HEAD:refs/heads/main";
    }
    REQUIRE(run({script}) == 0);
  }
  ~TwoSides() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TwoSides(const TwoSides&) = delete;
  TwoSides& operator=(const TwoSides&) = delete;

  /// Runs the lines in one shell that stops at the first failure. Returns its exit status.
  int run(const std::vector<std::string>& lines) const {
    const std::string environment =
        "set -e; cd " + shell_word(path_.string()) +
        "; HOME=$PWD; export HOME GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 "
        "GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org "
        "GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org; exec >log 2>&1\n";
    return std::system((environment + join(lines, "\n")).c_str());
  }
  /// What a command prints, without the last line end.
  std::string output(const std::string& command) const {
    const std::string line = "cd " + shell_word(path_.string()) + " && " + command;
    std::FILE* pipe = popen(line.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4'096> buffer{};
    std::string text;
    while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) text += buffer.data();
    pclose(pipe);
    return trim(text);
  }
  std::string target_tip() const { return output("git -C target.git rev-parse main"); }
  std::string source_tip() const { return output("git -C source.git rev-parse \"it's-main\""); }
  /// Whether the target's tip is in the source branch: the next sync is no conflict.
  bool is_resolved(const std::string& target_tip) const {
    return run({"git -C source.git fetch -q ../target.git main",
                "git -C source.git merge-base --is-ancestor " + target_tip + " \"it's-main\""}) ==
           0;
  }
  std::string file_url(const std::string& name) const {
    return "file://" + (path_ / name).string();
  }

 private:
  fs::path path_;
};

Sample conflict_between(const TwoSides& sides) {
  Sample run = sample("conflict");
  run.settings.source.url = sides.file_url("source.git");
  run.settings.target.url = sides.file_url("target.git");
  run.settings.sync_branch = "it's-main";
  run.result.ledger.list_branch(Oid::parse(sides.target_tip()));
  REQUIRE(run.result.target_before().has_value());
  return run;
}

Recovery way(const Sample& run, const std::string& name) {
  for (const Recovery& found : conflict_recovery(run.settings, run.event, run.result)) {
    if (found.name == name) return found;
  }
  FAIL("no recovery called " << name);
  return {};
}

/// Whether a test has to be skipped, and says so.
bool no_git() {
  if (std::system("git --version >/dev/null 2>&1") == 0) return false;
  WARN("skipped: there is no git here");
  return true;
}

}  // namespace

TEST_CASE("the commands to merge resolve a conflict and keep the target's commits") {
  if (no_git()) return;
  for (const bool unrelated : {false, true}) {
    const TwoSides sides(unrelated);
    Sample run = conflict_between(sides);
    if (unrelated) history_of(run).relation = Relation::unrelated;
    const std::string tip = sides.target_tip();
    CHECK_FALSE(sides.is_resolved(tip));
    REQUIRE(sides.run(way(run, "merge").commands) == 0);
    CHECK(sides.is_resolved(tip));
    CHECK(sides.target_tip() == tip);
    CHECK(sides.output("git -C sync-recovery log -1 --format=%s") == "Merge main of cogpy/occ");
  }
}

TEST_CASE("the commands to rebase leave both sides at the same commit, in a straight line") {
  if (no_git()) return;
  for (const bool unrelated : {false, true}) {
    const TwoSides sides(unrelated);
    const Sample run = conflict_between(sides);
    REQUIRE(sides.run(way(run, "rebase").commands) == 0);
    CHECK(sides.target_tip() == sides.source_tip());
    CHECK(sides.output("git -C source.git rev-list --count \"it's-main\"") == "4");
    CHECK(sides.output("git -C source.git rev-list --merges --count \"it's-main\"") == "0");
  }
}

TEST_CASE("the commands to rebase overwrite nothing that came later") {
  if (no_git()) return;
  const TwoSides sides;
  const Sample run = conflict_between(sides);
  REQUIRE(sides.run({"git clone -q -b main target.git later", "cd later", "echo x >later",
                     "git add .", "git commit -q -m later", "git push -q origin HEAD"}) == 0);
  const std::string tip = sides.target_tip();
  CHECK(sides.run(way(run, "rebase").commands) != 0);
  CHECK(sides.target_tip() == tip);
}

TEST_CASE("the commands to restore bring back an overwritten tip, from its backup or by its id") {
  if (no_git()) return;
  for (const bool kept : {true, false}) {
    const TwoSides sides;
    Sample run = sample("forced");
    run.settings.target.url = sides.file_url("target.git");
    const std::string old_tip = sides.target_tip();
    const std::string new_tip = sides.source_tip();
    const std::string backup = sample_backup().name;
    if (kept) {
      REQUIRE(sides.run({"git -C target.git update-ref " + backup + " " + old_tip}) == 0);
    }
    REQUIRE(sides.run({"git -C work push -q -f ../target.git HEAD:refs/heads/main"}) == 0);
    REQUIRE(sides.target_tip() == new_tip);
    run.result.ledger = Ledger();
    enter(run.result.ledger,
          {"refs/heads/main", Oid::parse(old_tip), Oid::parse(new_tip), RefAction::force, {}},
          Answer::accepted);
    if (kept) enter(run.result.ledger, sample_backup(), Answer::accepted);
    std::vector<std::string> commands = {"git init -q anywhere", "cd anywhere"};
    const auto ways = overwrite_recovery(run.settings, run.event, run.result.ledger);
    REQUIRE(ways.size() == (kept ? 2U : 1U));
    CHECK((ways.back().commands.at(0).find(backup) != std::string::npos) == kept);
    commands.insert(commands.end(), ways.back().commands.begin(), ways.back().commands.end());
    REQUIRE(sides.run(commands) == 0);
    CHECK(sides.target_tip() == old_tip);
  }
}

TEST_CASE("an overwritten branch with a backup is first offered a rollback, by the backup's time") {
  const Sample run = sample("forced");
  const auto ways = overwrite_recovery(run.settings, run.event, run.result.ledger);
  REQUIRE(ways.size() == 2);
  CHECK(ways[0].name == "rollback_to");
  CHECK(ways[0].commands.at(0) ==
        "gh workflow run 'Sync to cogpy' --repo o9nn/occ -f rollback_to=20260630T120000Z");
}

TEST_CASE("the third way out is force_sync, with what it would lose") {
  const Recovery force = way(sample("conflict"), "force_sync");
  CHECK_THAT(force.explanation, ContainsSubstring("2 commits of the target"));
  CHECK_THAT(force.explanation, ContainsSubstring(sample_oid(0x1b).hex()));
  REQUIRE(force.commands.size() == 1);
  CHECK(force.commands[0] == "gh workflow run 'Sync to cogpy' --repo o9nn/occ -f force_sync=true");
}

TEST_CASE("away from github.com the command names the host") {
  Sample run = sample("conflict");
  run.settings.server_url = "https://ghe.example.org";
  CHECK_THAT(way(run, "force_sync").commands.at(0),
             ContainsSubstring("--repo ghe.example.org/o9nn/occ"));
}

TEST_CASE("a run without a conflict offers no way out of one") {
  for (const char* name : {"synced", "in_sync", "forced", "error", "blocked", "dry_run"}) {
    const Sample run = sample(name);
    CHECK(conflict_recovery(run.settings, run.event, run.result).empty());
  }
  CHECK(overwrite_recovery(sample("synced").settings, sample("synced").event,
                           sample("synced").result.ledger)
            .empty());
}

TEST_CASE("a word is quoted for the shell only when it has to be") {
  CHECK(shell_word("refs/heads/main") == "refs/heads/main");
  CHECK(shell_word("https://github.com/o9nn/occ.git") == "https://github.com/o9nn/occ.git");
  CHECK(shell_word("a b") == "'a b'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("$(reboot)") == "'$(reboot)'");
  CHECK(shell_word("`x`") == "'`x`'");
  CHECK(shell_word("") == "''");
}
