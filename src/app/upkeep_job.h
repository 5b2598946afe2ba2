#pragma once
#include "app/town.h"

namespace lastmile::app {

/// The errand that verifies `town` and backs it up when asked, on a thread of its own, and the step
/// that keeps its claim. What a killed program left under way is told as failed. `town` outlives
/// the registry.
void add_upkeep(jobs::Registry& registry, Town& town);

}  // namespace lastmile::app
