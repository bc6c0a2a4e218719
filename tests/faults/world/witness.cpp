#include "faults/world/witness.h"

#include <fstream>
#include <sstream>
#include <utility>

namespace auto_sync::faults {
namespace {

std::string id_or_nothing(const std::string& id) {
  return id.find_first_not_of('0') == std::string::npos ? std::string() : id;
}

}  // namespace

void install_witness(const std::filesystem::path& repository, bool abort_tags) {
  const std::filesystem::path hook = repository / "hooks/reference-transaction";
  std::filesystem::create_directories(hook.parent_path());
  std::ofstream script(hook);
  script << "#!/bin/sh\n";
  if (abort_tags) {
    script << "if [ \"$1\" = prepared ] && [ -z \"$" << writer_variable
           << "\" ]; then ! grep -q ' refs/tags/'; exit; fi\n";
  }
  script << "[ \"$1\" = committed ] || exit 0\n"
            "while read -r old new ref; do\n"
            "  printf '%s %s %s\\n' \"${"
         << writer_variable
         << ":-wire}\" \"$new\" \"$ref\"\n"
            "done >>"
         << (repository / "witness").string() << "\n";
  script.close();
  std::filesystem::permissions(hook, std::filesystem::perms::owner_all);
}

std::vector<Transition> read_witness(const std::filesystem::path& repository, const Refs& initial) {
  Refs now = initial;
  std::vector<Transition> all;
  std::ifstream file(repository / "witness");
  std::string line;
  while (std::getline(file, line)) {
    std::istringstream words(line);
    Transition change;
    std::string writer;
    words >> writer >> change.new_id >> change.ref;
    if (!change.ref.starts_with("refs/")) continue;
    change.ours = writer == "wire";
    change.new_id = id_or_nothing(change.new_id);
    std::string& value = now[change.ref];
    if (value == change.new_id) continue;  // a deletion is told of packed refs, too
    change.old_id = std::exchange(value, change.new_id);
    all.push_back(change);
  }
  return all;
}

}  // namespace auto_sync::faults
