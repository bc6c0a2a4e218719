// The reader of trees, and what it says of their entries, against git's own on trees that were
// changed.
#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "adapters/tree_object.h"
#include "base/error.h"
#include "domain/tree_fault.h"
#include "support/catch.h"
#include "unit/adapters/mutated_objects.h"

namespace auto_sync {
namespace {

using testing::GitRepo;
using testing::TempDir;

constexpr std::string_view bad_tree = "badTree";

/// What `git fsck` calls our faults (git-fsck(1), "Messages").
std::set<std::string> names_in_fsck(TreeFault fault) {
  switch (fault) {
    case TreeFault::slash:
      return {"fullPathname"};
    case TreeFault::dot:
      return {"hasDot", "hasDotdot"};
    case TreeFault::dot_git:
      return {"hasDotgit"};
    case TreeFault::modules_link:
      return {"gitmodulesSymlink"};
    case TreeFault::repeated:
      return {"duplicateEntries", "treeNotSorted"};  // it looks for them in sorted trees
    case TreeFault::unsorted:
      break;
  }
  return {"treeNotSorted"};
}

bool is_fault_to_us(const std::string& message) {
  static const std::set<std::string> known = {
      "fullPathname",      "hasDot",           "hasDotdot",    "hasDotgit",
      "gitmodulesSymlink", "duplicateEntries", "treeNotSorted"};
  return known.contains(message);
}

/// What fsck says of each tree: `error in tree ID: MESSAGE: words`.
std::map<std::string, std::set<std::string>> messages_of_fsck(GitRepo& repo) {
  std::istringstream out(repo.try_run({"fsck", "--no-dangling"}).err);
  std::map<std::string, std::set<std::string>> messages;
  for (std::string line; std::getline(out, line);) {
    const std::size_t at = line.find(" in tree ");
    if (at == std::string::npos) continue;
    const std::size_t message = at + 9 + 42;  // behind the id, its colon and a space
    const std::size_t end = line.find(':', message);
    if (end != std::string::npos) {
      messages[line.substr(at + 9, 40)].insert(line.substr(message, end - message));
    }
  }
  return messages;
}

/// The entries as `git diff-tree` tells them to be new, against no tree: `mode id name`, each with
/// a NUL at its end.
std::map<std::string, std::string> entries_by_git(GitRepo& repo,
                                                  const std::vector<std::string>& ids) {
  const std::string nothing = repo.run({"hash-object", "-t", "tree", "--stdin"});
  std::string pairs;
  for (const std::string& id : ids) pairs += nothing + " " + id + "\n";
  const std::string out = repo.run({"diff-tree", "--stdin", "--raw", "--no-renames", "-z"}, pairs);
  std::map<std::string, std::string> entries;
  std::string id;
  for (std::size_t at = 0; at < out.size();) {
    if (out[at] != ':') {  // the line of the pair
      const std::size_t end = std::min(out.find('\n', at), out.size());
      id = out.substr(at + 41, 40);
      entries[id];
      at = end + 1;
      continue;
    }
    const std::size_t name = out.find('\0', at) + 1;
    const std::size_t end = std::min(out.find('\0', name), out.size());
    entries[id] += out.substr(at + 8, 6) + " " + out.substr(at + 56, 40) + " " +
                   out.substr(name, end - name) + '\0';
    at = end + 1;
  }
  return entries;
}

std::string entries_by_us(const TreeEntries& tree) {
  std::string entries;
  for (const TreeEntry& entry : tree) {
    char mode[8] = {};
    std::snprintf(mode, sizeof mode, "%06o", static_cast<unsigned>(entry.mode));
    entries += std::string(mode) + " " + entry.id.hex() + " " + entry.name + '\0';
  }
  return entries;
}

std::optional<TreeEntries> read_tree_by_us(const std::string& id, const std::string& object) {
  try {
    return parse_tree_object(*Oid::parse(id), object);
  } catch (const Error& error) {
    CHECK_THAT(error.what(), ContainsSubstring(id));
    return std::nullopt;
  }
}

void check_fault(const TreeEntries& tree, const std::set<std::string>& messages) {
  const std::optional<FaultyEntry> faulty = find_fault(tree);
  const bool to_git = std::any_of(messages.begin(), messages.end(), is_fault_to_us);
  REQUIRE(faulty.has_value() == to_git);
  if (!faulty) return;
  const std::set<std::string> names = names_in_fsck(faulty->fault);
  INFO(describe(faulty->fault));
  REQUIRE(std::any_of(names.begin(), names.end(),
                      [&](const std::string& name) { return messages.contains(name); }));
}

}  // namespace

TEST_CASE("thousands of changed trees are read or refused and found fault with as git does it") {
  const TempDir temp;
  GitRepo repo(temp / "r.git");
  const std::vector<std::string> objects = testing::mutated_trees(20, 6'000);
  const std::vector<std::string> ids = testing::write_objects(repo, GIT_OBJECT_TREE, objects);
  REQUIRE(ids.size() == objects.size());
  const std::map<std::string, std::set<std::string>> fsck = messages_of_fsck(repo);

  std::map<std::string, TreeEntries> trees;
  std::vector<std::string> read;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto said = fsck.find(ids[i]);
    const std::set<std::string> messages =
        said == fsck.end() ? std::set<std::string>() : said->second;
    const std::optional<TreeEntries> tree = read_tree_by_us(ids[i], objects[i]);
    std::string all;
    for (const std::string& message : messages) all += message + " ";
    INFO(ids[i] << ": " << all << "\n" << objects[i].substr(0, 300));
    REQUIRE(tree.has_value() == !messages.contains(std::string(bad_tree)));
    if (!tree) continue;
    check_fault(*tree, messages);
    if (trees.emplace(ids[i], *tree).second) read.push_back(ids[i]);
  }
  REQUIRE(read.size() > ids.size() / 2);
  const std::map<std::string, std::string> entries = entries_by_git(repo, read);
  for (const std::string& id : read) {
    INFO(id);
    REQUIRE(entries_by_us(trees.at(id)) == entries.at(id));
  }
}

}  // namespace auto_sync
