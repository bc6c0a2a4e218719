#pragma once
#include "domain/settings.h"

namespace auto_sync {

/// The settings that a run goes by: with `direction: reverse`, source and target have exchanged
/// their roles, so that everything else needs to know of one direction only. The gate is off then:
/// the build that was tested is the source's.
Settings settings_of_run(Settings settings);

/// The two halves of `direction: both`. Forward, a diverged target is merged unless the settings
/// say something else than `on_conflict: fail`; back, the source is only ever moved forward, and
/// nothing is forced.
Settings way_forward(Settings settings);
Settings way_back(Settings settings);

/// The way back of sides that could not be merged: the target's commits are proposed to the source.
Settings proposing_way_back(Settings settings);

}  // namespace auto_sync
