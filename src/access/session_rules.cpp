#include "access/session_rules.h"

namespace lastmile::access {

SessionLimits limits_of(Method method) {
  using std::chrono::hours;
  using std::chrono::minutes;
  if (method == Method::staff) return {minutes(30), hours(12)};
  return {hours(30 * 24), hours(90 * 24)};
}

bool holds(const SessionTimes& times, Method method, Instant now) {
  return !times.ended_at && now < times.expires_at &&
         now - times.last_seen_at < limits_of(method).idle;
}

}  // namespace lastmile::access
