#pragma once
#include "notices/sending.h"

namespace lastmile::notices {

/// The follower that tells people what happened, the clock of reminders, and what empties the
/// outbox.
void add_notice_jobs(jobs::Registry& registry, FarEnds ends);

}  // namespace lastmile::notices
