// Runs every fuzz target over the committed corpus, and over mutations of it that are the same
// every time. Usage: fuzz_corpus [mutations per input]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "mutator.h"
#include "targets.h"

namespace {

/// All files below `folder`, in the order of their names.
std::vector<std::string> inputs_of(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> inputs;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

std::size_t replay(const fuzz::Target& target, int mutations) {
  std::vector<std::string> inputs =
      inputs_of(std::filesystem::path(CORPUS_DIR) / std::string(target.name));
  if (target.from_git_server) {
    // Every reader gets every reply: the wrong one is a case, too.
    const std::vector<std::string> replies = inputs_of(REPLIES_DIR);
    inputs.insert(inputs.end(), replies.begin(), replies.end());
  }
  std::size_t runs = 0;
  fuzz::Mutator mutator(inputs, 20'231'114);
  for (const std::string& input : inputs) {
    target.run(input);
    std::string changed = input;
    for (int i = 0; i < mutations; ++i) {
      // Mutations pile up for a while, then begin anew.
      changed = mutator.mutate(i % 16 == 0 ? input : std::move(changed));
      target.run(changed);
    }
    runs += 1 + static_cast<std::size_t>(mutations);
  }
  return runs;
}

}  // namespace

int main(int argc, char** argv) {
  const int mutations = argc > 1 ? std::atoi(argv[1]) : 200;
  for (const fuzz::Target& target : fuzz::targets()) {
    try {
      std::printf("%s: ", std::string(target.name).c_str());
      std::fflush(stdout);  // what breaks a promise ends the process
      const std::size_t runs = replay(target, mutations);
      std::printf("%zu inputs\n", runs);
      if (runs == 0) return EXIT_FAILURE;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s: %s\n", std::string(target.name).c_str(), error.what());
      return EXIT_FAILURE;
    }
  }
  return EXIT_SUCCESS;
}
