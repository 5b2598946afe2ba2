#pragma once
#include "jobs/jobs.h"

namespace lastmile::dispatch {

/// Offers and claims that nobody answered, what became of needs withdrawn meanwhile, batch runs.
void add_dispatch_jobs(jobs::Registry& registry);

}  // namespace lastmile::dispatch
