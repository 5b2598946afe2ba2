#pragma once
#include "jobs/jobs.h"

namespace lastmile::attendance {

/// Once an hour forgets the codes and wrong tries that can matter no more.
void add_attendance_jobs(jobs::Registry& registry);

}  // namespace lastmile::attendance
