#pragma once
#include "jobs/jobs.h"

namespace lastmile::people {

/// Ends pauses and insurances that are over, reminds of licences that end, and goes on with
/// imports.
void add_people_jobs(jobs::Registry& registry);

}  // namespace lastmile::people
