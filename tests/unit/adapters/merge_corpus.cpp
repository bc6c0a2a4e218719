#include "unit/adapters/merge_corpus.h"

#include <algorithm>
#include <iterator>

#include "support/fakes/seeded_random.h"

namespace auto_sync::testing {
namespace {

struct Content {
  std::string mode = "100644";
  std::string text;  ///< of a submodule: its commit
};
using Tree = std::map<std::string, Content>;

std::string line(Random& random) {
  switch (random.below(8)) {
    case 0:
      return "\n";
    case 1:
      return "  }\n";
    case 2:
      return "}\n";
    case 3:
      return "  if (x" + std::to_string(random.below(4)) + ") {\n";
    default:
      return "  call_" + std::to_string(random.below(500)) + "(" +
             std::to_string(random.below(90)) + ");\n";
  }
}

std::string text(Random& random) {
  std::string made;
  const std::size_t lines = random.one_in(12) ? 120 + random.below(200) : 4 + random.below(50);
  for (std::size_t i = 0; i < lines; ++i) made += line(random);
  if (random.one_in(9)) made.pop_back();
  return made;
}

Content file(Random& random) {
  switch (random.below(20)) {
    case 0:
      return {"100644", ""};
    case 1:
      return {"100644", std::string("\0binary", 7) + text(random)};
    case 2:
      return {"120000", "link-to-" + std::to_string(random.below(20))};
    case 3: {
      std::string id;
      for (int i = 0; i < 40; ++i) id += "0123456789abcdef"[random.below(16)];
      return {"160000", id};
    }
    case 4:
      return {"100755", text(random)};
    default:
      return {"100644", text(random)};
  }
}

std::string edited(Random& random, const std::string& before) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < before.size();) {
    const std::size_t end = std::min(before.find('\n', at), before.size() - 1) + 1;
    lines.push_back(before.substr(at, end - at));
    at = end;
  }
  for (std::size_t edits = 1 + random.below(3); edits > 0; --edits) {
    const std::size_t at = lines.empty() ? 0 : random.below(lines.size());
    const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
    if (lines.empty() || random.one_in(3)) {
      lines.insert(place, line(random));
    } else if (random.one_in(3)) {
      lines.erase(place);
    } else {
      *place = line(random);
    }
  }
  if (random.one_in(12)) lines.push_back("appended\n");
  std::string after;
  for (const std::string& one : lines) after += one;
  return after;
}

std::string place(Random& random) {
  static const std::vector<std::string> directories{"",     "src/", "src/core/",
                                                    "lib/", "doc/", "lib/old/"};
  static const std::vector<std::string> names{"main.c", "util.c", "Makefile", "README", "a.txt",
                                              "b.txt",  "data",   "core",     "old",    "x.h"};
  return directories[random.below(directories.size())] + names[random.below(names.size())] +
         (random.one_in(3) ? std::to_string(random.below(4)) : "");
}

/// Whether a path can be added: nothing in its way, and it in nothing's way.
bool is_free(const Tree& tree, const std::string& path) {
  if (tree.contains(path)) return false;
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    if (tree.contains(path.substr(0, slash))) return false;
  }
  const auto below = tree.lower_bound(path + "/");
  return below == tree.end() || !below->first.starts_with(path + "/");
}

std::string add(Random& random, Tree& tree) {
  const std::string path = place(random);
  if (!is_free(tree, path)) return "";
  tree[path] = file(random);
  return "add " + path + "; ";
}

std::string move_directory(Random& random, Tree& tree) {
  static const std::vector<std::string> directories{"src/", "src/core/", "lib/", "doc/"};
  const std::string from = directories[random.below(directories.size())];
  const std::string to = random.one_in(2) ? "moved/" : "lib/new/";
  Tree moved;
  for (const auto& [path, content] : tree) {
    const bool inside = path.starts_with(from) && !path.starts_with(to);
    moved[inside ? to + path.substr(from.size()) : path] = content;
  }
  for (const auto& [path, content] : moved) {
    for (std::size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      if (moved.contains(path.substr(0, slash))) return "";
    }
  }
  tree = moved;
  return "move " + from + " to " + to + "; ";
}

std::string change(Random& random, Tree& tree) {
  if (tree.empty() || random.one_in(6)) return add(random, tree);
  if (random.one_in(14)) return move_directory(random, tree);
  auto it = std::next(tree.begin(), static_cast<std::ptrdiff_t>(random.below(tree.size())));
  const std::string path = it->first;
  const bool regular = it->second.mode.starts_with("100");
  switch (random.below(10)) {
    case 0:
      tree.erase(it);
      return "delete " + path + "; ";
    case 1:
      if (!regular) return "";
      it->second.mode = it->second.mode == "100644" ? "100755" : "100644";
      return "chmod " + path + "; ";
    case 2:
      it->second = file(random);
      return "replace " + path + "; ";
    case 3: {
      const Content content = it->second;
      tree.erase(it);
      tree[path + "/" + (random.one_in(2) ? "inside" : "a.txt")] =
          random.one_in(2) ? content : file(random);
      return "directory " + path + "; ";
    }
    case 4:
    case 5: {
      Content content = it->second;
      std::string to = place(random);
      if (random.one_in(2)) to = "new/" + path.substr(path.rfind('/') + 1);
      if (!is_free(tree, to)) return "";
      tree.erase(it);
      if (regular && random.one_in(2)) content.text = edited(random, content.text);
      tree[to] = content;
      return "rename " + path + " " + to + "; ";
    }
    default:
      if (!regular) return "";
      it->second.text = edited(random, it->second.text);
      return "edit " + path + "; ";
  }
}

std::string changes(Random& random, Tree& tree) {
  std::string story;
  for (std::size_t count = 1 + random.below(6); count > 0; --count) story += change(random, tree);
  return story;
}

/// Writes commits in git-fast-import(1)'s language.
class Stream {
 public:
  void commit(const std::string& branch, const Tree& tree,
              const std::vector<std::string>& parents) {
    text_ += "commit refs/heads/" + branch + "\ncommitter A <a@example.org> " +
             std::to_string(1'700'000'000 + ++second_) + " +0000\ndata 0\n";
    for (std::size_t i = 0; i < parents.size(); ++i) {
      text_ += (i == 0 ? "from refs/heads/" : "merge refs/heads/") + parents[i] + "\n";
    }
    text_ += "deleteall\n";
    for (const auto& [path, content] : tree) {
      if (content.mode == "160000") {
        text_ += "M 160000 " + content.text + " " + path + "\n";
      } else {
        text_ += "M " + content.mode + " inline " + path + "\ndata " +
                 std::to_string(content.text.size()) + "\n" + content.text + "\n";
      }
    }
    text_ += "\n";
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::uint64_t second_ = 0;
};

}  // namespace

std::vector<DivergedPair> make_diverged_pairs(GitRepo& repo, std::uint64_t seed,
                                              std::size_t count) {
  Random random(seed);
  Stream stream;
  std::vector<DivergedPair> pairs;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = "p" + std::to_string(seed) + "-" + std::to_string(i);
    Tree base;
    while (base.size() < 6 + i % 12) add(random, base);
    stream.commit(name + "-base", base, {});
    DivergedPair pair{name + "-ours", name + "-theirs", {}};
    Tree ours = base;
    Tree theirs = base;
    if (i % 10 == 9) {
      // Each side takes over what the other had then, in a merge that keeps both.
      ours["ours-" + name] = file(random);
      theirs["theirs-" + name] = file(random);
      stream.commit(name + "-a", ours, {name + "-base"});
      stream.commit(name + "-b", theirs, {name + "-base"});
      ours.merge(Tree(theirs));
      theirs = ours;
      pair.story = "criss-cross; ours: " + changes(random, ours);
      pair.story += "theirs: " + changes(random, theirs);
      stream.commit(pair.ours, ours, {name + "-a", name + "-b"});
      stream.commit(pair.theirs, theirs, {name + "-b", name + "-a"});
    } else {
      pair.story = "ours: " + changes(random, ours);
      pair.story += "theirs: " + changes(random, theirs);
      stream.commit(pair.ours, ours, {name + "-base"});
      stream.commit(pair.theirs, theirs, {name + "-base"});
    }
    pairs.push_back(pair);
  }
  repo.run({"fast-import", "--quiet"}, stream.text());
  return pairs;
}

}  // namespace auto_sync::testing
