#pragma once
#include "jobs/jobs.h"

namespace lastmile::records {

/// Records make themselves from the facts of service.
void add_record_jobs(jobs::Registry& registry);

}  // namespace lastmile::records
