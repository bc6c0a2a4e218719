#include "bench/occ/tree.h"

#include <algorithm>
#include <array>
#include <set>

namespace auto_sync::bench {
namespace {

constexpr int deepest = 8;

struct Directory {
  std::string path;
  int depth = 1;
};

// Each directory goes under an earlier one, often a recent one: some grow deep, most stay flat.
std::vector<std::string> plan_directories(const Shape& shape, const Vocabulary& vocabulary,
                                          Random& random) {
  std::vector<Directory> all;
  std::set<std::string> taken;
  while (all.size() < shape.directories) {
    const auto count = static_cast<std::uint32_t>(all.size());
    std::string path(vocabulary.any(random));
    int depth = 1;
    if (count >= shape.top_level) {
      const auto& parent =
          all[random.chance(60) ? count - 1 - random.below(30) : random.below(count)];
      if (parent.depth == deepest) continue;
      depth = parent.depth + 1;
      path.insert(0, parent.path + "/");
    }
    if (taken.insert(path).second) all.push_back({path, depth});
  }
  return {taken.begin(), taken.end()};
}

// Each directory gets a file, for git keeps no empty ones; the others fall where they fall.
std::vector<std::string> plan_paths(const Shape& shape, const Vocabulary& vocabulary,
                                    Random& random) {
  static constexpr std::array<std::string_view, 8> endings = {".cc", ".h",  ".scm", ".py",
                                                              ".md", ".cc", ".h",   ".json"};
  const auto directories = plan_directories(shape, vocabulary, random);
  std::set<std::string> paths = {"README.md", "LICENSE", "CMakeLists.txt"};
  for (const auto& directory : directories) {
    paths.insert(directory + "/CMakeLists.txt");
  }
  while (paths.size() < shape.files) {
    std::string path = directories[random.below(shape.directories)];
    path.append("/").append(vocabulary.any(random));
    if (random.chance(60)) path.append("_").append(vocabulary.any(random));
    paths.insert(path.append(endings[random.below(endings.size())]));
  }
  return {paths.begin(), paths.end()};
}

}  // namespace

std::string File::render(const Vocabulary& vocabulary) const {
  if (content == Content::binary) return render_binary(seed, size);
  std::string text = render_code(vocabulary, seed, size);
  for (const auto& edit : edits) apply(vocabulary, edit, text);
  return text;
}

std::vector<File> plan_files(const Shape& shape, const Vocabulary& vocabulary, Random& random) {
  constexpr std::uint32_t binary_percent = 2;
  const auto paths = plan_paths(shape, vocabulary, random);
  const auto sizes = draw(file_sizes, shape.files, random);
  std::vector<File> files(paths.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const bool binary = random.chance(binary_percent);
    files[i].path = binary ? paths[i] + ".png" : paths[i];
    files[i].content = binary ? Content::binary : Content::code;
    files[i].size = sizes[i];
    files[i].seed = random.next();
  }
  return files;
}

}  // namespace auto_sync::bench
