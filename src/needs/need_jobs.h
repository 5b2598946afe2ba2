#pragma once
#include "jobs/jobs.h"

namespace lastmile::needs {

/// The clock of needs: reminders, escalation, silent closing, overrun stays.
void add_need_jobs(jobs::Registry& registry);

}  // namespace lastmile::needs
