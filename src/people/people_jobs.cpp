#include "people/people_jobs.h"

#include "people/families.h"
#include "people/imports.h"
#include "people/licences.h"
#include "people/merge_code_store.h"
#include "people/volunteers.h"

namespace lastmile::people {

void add_people_jobs(jobs::Registry& registry) {
  registry.clocked.push_back({"people_day", std::chrono::minutes(10), [](Call& call) {
                                const bool more_ends = end_what_is_over(call);
                                const bool more_reminders = remind_of_licences(call);
                                delete_family_codes_before(call.tx, call.region(), call.now);
                                delete_merge_codes_before(call.tx, call.region(), call.now);
                                return more_ends || more_reminders;
                              }});
  registry.clocked.push_back({"people_import", std::chrono::seconds(2), go_on_importing});
}

}  // namespace lastmile::people
