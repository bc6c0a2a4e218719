#include "faults/world/second_writer.h"

#include <sstream>
#include <vector>

#include "faults/world/witness.h"
#include "support/process.h"

namespace auto_sync::faults {

std::string SecondWriter::git(const std::vector<std::string>& args) {
  std::vector<std::string> argv{"git"};
  argv.insert(argv.end(), args.begin(), args.end());
  testing::Environment env =
      testing::git_environment(repository_.path(), 1'000'000 + static_cast<std::uint64_t>(made_));
  env["GIT_DIR"] = repository_.path().string();
  env[writer_variable] = "somebody";
  testing::ProcessResult result = testing::run_process(argv, env, "", repository_.path());
  if (result.exit_code != 0) return {};
  while (result.out.ends_with('\n')) result.out.pop_back();
  return result.out;
}

std::string SecondWriter::new_commit(const std::string& parent) {
  std::vector<std::string> args{"commit-tree", "-m", "Somebody's " + std::to_string(made_)};
  if (parent.empty()) {
    args.push_back(git({"hash-object", "-t", "tree", "-w", "/dev/null"}));
  } else {
    args.insert(args.end(), {parent + "^{tree}", "-p", parent});
  }
  return git(args);
}

std::string SecondWriter::some_tag(std::uint64_t which) {
  std::istringstream lines(git({"for-each-ref", "--format=%(refname)", "refs/tags"}));
  std::vector<std::string> tags;
  for (std::string line; std::getline(lines, line);) tags.push_back(line);
  return tags.empty() ? std::string() : tags[which % tags.size()];
}

void SecondWriter::update(const std::string& ref, const std::string& to) {
  if (!ref.empty() && !to.empty()) git({"update-ref", ref, to});
}

void SecondWriter::make(Move move, std::uint64_t which) {
  ++made_;
  const std::string branch = "refs/heads/main";
  const std::string tip = git({"rev-parse", "--verify", "--quiet", branch});
  switch (move) {
    case Move::advance_branch:
      return update(branch, new_commit(tip));
    case Move::rewind_branch:
      return update(branch, git({"rev-parse", "--verify", "--quiet", branch + "~1"}));
    case Move::delete_branch:
      git({"update-ref", "-d", branch});
      return;
    case Move::move_tag:
      return update(some_tag(which), new_commit(tip));
    case Move::create_tag:
      return update("refs/tags/v" + std::to_string(2 + which % 3), new_commit(tip));
    case Move::delete_tag:
      if (const std::string tag = some_tag(which); !tag.empty()) git({"update-ref", "-d", tag});
      return;
    case Move::create_branch:
      return update("refs/heads/somebody-" + std::to_string(made_), new_commit(tip));
  }
}

}  // namespace auto_sync::faults
