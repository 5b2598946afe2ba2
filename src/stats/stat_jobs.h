#pragma once
#include "jobs/jobs.h"

namespace lastmile::stats {

/// The projection that feeds the figures; replay rebuilds it.
void add_stat_jobs(jobs::Registry& registry);

}  // namespace lastmile::stats
