#pragma once
#include <string>

#include "faults/draw/drawn.h"
#include "support/git_fixture.h"

namespace auto_sync::faults {

/// Somebody else with access to a repository. Says so to the witness.
class SecondWriter {
 public:
  explicit SecondWriter(testing::GitRepo& repository) : repository_(repository) {}

  /// Does what is possible: nothing where there is nothing to move or delete.
  void make(Move move, std::uint64_t which);

 private:
  std::string git(const std::vector<std::string>& args);
  std::string new_commit(const std::string& parent);
  std::string some_tag(std::uint64_t which);
  void update(const std::string& ref, const std::string& to);

  testing::GitRepo& repository_;
  int made_ = 0;
};

}  // namespace auto_sync::faults
