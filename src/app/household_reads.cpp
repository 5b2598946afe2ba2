#include "app/household_reads.h"

#include <algorithm>

#include "access/access_routes.h"
#include "access/readings.h"
#include "people/erasure.h"
#include "people/people.h"
#include "places/grounds.h"

namespace lastmile::app {
namespace {

bool is_of_household(const Reading& reading) {
  return reading.field_class == to_text(access::FieldClass::address) &&
         reading.reason == places::household_read;
}

}  // namespace

void put_down_to_members(Call& call) {
  std::vector<places::HouseholdId> households;
  for (const Reading& reading : call.readings) {
    if (is_of_household(reading)) households.push_back(places::HouseholdId{reading.whom.uuid});
  }
  if (households.empty()) return;
  std::erase_if(call.readings, is_of_household);
  const auto site = places::site_of_household(call, households.front());
  ASSERT(site);
  for (const PersonId person : people::living_in(call, *site, households)) {
    people::note_reading(call, person, access::FieldClass::address, places::household_read);
  }
}

http::Hooks http_hooks(int region) {
  http::Hooks hooks = access::http_hooks(region);
  hooks.record_reads = [log = std::move(hooks.record_reads)](storage::Tx& tx, Call& call) {
    put_down_to_members(call);
    log(tx, call);
  };
  hooks.erased_since = [region](storage::Tx& tx, const auto& ids, Instant since) {
    return people::any_erased_since(tx, region, ids, since);
  };
  return hooks;
}

}  // namespace lastmile::app
