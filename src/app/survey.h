#pragma once
#include <optional>
#include <vector>

#include "domain/event.h"
#include "domain/gate.h"
#include "domain/settings.h"
#include "service/git_remote.h"
#include "service/github_api.h"

namespace auto_sync {

/// What both sides and the build say at one moment.
struct Survey {
  GateVerdict gate;
  SourceListing source;
  TargetListing target;
  Oid source_tip;                 ///< of the source branch
  std::optional<Oid> target_tip;  ///< of the target branch; none: it does not exist
};

/// What a survey asks.
struct SurveyEdges {
  GitSource& source;
  GitTarget& target;
  GithubApi& builds;
};

/// Asks the source's refs, the target's refs and the gate at the same time. `known_gate` spares
/// the gate's question when a lost lease makes a second survey necessary; `left` is what ask_gate
/// passes over.
/// Throws Error: a missing source branch (usage) is said before the gate's verdict, with the
/// branches there are, nearest first; of several failures the first of source, target, gate is
/// thrown and the others are logged.
Survey take_survey(const Settings& settings, const EventContext& event, const SurveyEdges& edges,
                   const std::optional<GateVerdict>& known_gate, const std::vector<Oid>& left);

}  // namespace auto_sync
