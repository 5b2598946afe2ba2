#pragma once
#include "jobs/job_store.h"

namespace lastmile::jobs {

/// Steps of this length or longer remember when they last ended.
inline constexpr std::chrono::minutes remembered_from{1};

/// Runs the step once as a command, unless a slow one is not due. True when it says that more is
/// waiting now. Throws what the step threw.
bool run_step(Commands& commands, const Clocked& step);

}  // namespace lastmile::jobs
