#pragma once
#include <string>
#include <vector>

#include "contract/endings.h"

namespace auto_sync::testing {

/// The next request of that phase to that repository.
RequestMatch at(const std::string& repository, const std::string& phase);

/// Answers what matches with that status and a few words, instead of serving it.
Fault answer(const RequestMatch& match, int status, const Headers& headers = {});

/// Something that happens to the next pushes: a status in place of the answer, or what is set
/// after.
Fault on_push(int status = 0, unsigned count = 1);

/// What was asked of that repository in that phase.
std::vector<RequestRecord> requests_of(World& world, const std::string& phase,
                                       const std::string& repository);
/// The pushes to the target.
std::vector<RequestRecord> pushes(World& world);

/// Gives the source more than goes out with a Content-Length.
void grow_large(World& world);

/// Runs, and checks that everything arrived; each of the words must be in the log.
void check_synced(World& world, const std::vector<std::string>& words = {});

}  // namespace auto_sync::testing
