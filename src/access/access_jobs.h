#pragma once
#include "access/texts.h"

namespace lastmile::access {

/// Hands text messages to the gateway, and clears away what has ended: codes after a day, sessions
/// and counters after a week, unused devices after 400 days, readings after three years.
void add_access_jobs(jobs::Registry& registry, send::SmsGateway& gateway);

}  // namespace lastmile::access
