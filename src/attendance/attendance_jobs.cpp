#include "attendance/attendance_jobs.h"

#include "attendance/attendance_store.h"

namespace lastmile::attendance {

void add_attendance_jobs(jobs::Registry& registry) {
  registry.clocked.push_back({"attendance_purge", std::chrono::hours{1}, [](Call& call) {
                                // An offline ticket may still bring a code as old as its life.
                                constexpr auto kept = ticket_life + std::chrono::hours{1};
                                purge(call.tx, call.region(), call.now - kept);
                                return false;
                              }});
}

}  // namespace lastmile::attendance
