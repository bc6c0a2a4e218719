#include "targets.h"

#include <algorithm>

#include "promises.h"

namespace fuzz {
namespace {

constexpr Target all_targets[] = {
    {"fetch", run_fetch, true},
    {"advertisement", run_advertisement, true},
    {"ls_refs", run_ls_refs, true},
    {"report_status", run_report_status, true},
    {"pack", run_pack, true},
    {"commit", run_commit},
    {"tree", run_tree},
    {"json", run_json},
    {"escape", run_escape},
    {"event", run_event},
    {"rest", run_rest},
    {"config", run_config},
    {"report", run_report},
};

}  // namespace

std::span<const Target> targets() {
  return all_targets;
}

const Target& target(std::string_view name) {
  const auto* found = std::find_if(std::begin(all_targets), std::end(all_targets),
                                   [&](const Target& one) { return one.name == name; });
  promise(found != std::end(all_targets), "there is a target of that name");
  return *found;
}

}  // namespace fuzz
