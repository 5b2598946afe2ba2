#pragma once
#include "call/call.h"
#include "people/person_store.h"
#include "people/volunteer_store.h"

/// What other nouns of people do to volunteers' profiles. The callers have checked who may.
namespace lastmile::people {

/// Saves the profile and tells the world which fields changed.
void save_volunteer(Call& call, VolunteerRow row, std::vector<std::string> fields);
/// Something beside the row changed (licences, teams): tells, if the person volunteers.
void tell_volunteer_changed(Call& call, PersonId person, std::string_view field);
/// Ends volunteering: the claim of the ID number is given back, memberships end.
void stop_volunteering(Call& call, const PersonRow& person, std::string_view why);
/// A guardian took the consent back: a child under 14 stops.
void stop_child_volunteering(Call& call, const PersonRow& person);

/// Claims an ID number for a volunteer; `id_number_held`. Without a number nothing is claimed.
Check claim_identity(Call& call, const PersonRow& person);
/// The claim follows a changed ID number; nothing to do for one who does not volunteer.
Check reclaim_identity(Call& call, const PersonRow& person, const std::optional<IdCard>& number);
/// Whether a volunteer may still be one with this birth day: `birth_day_missing`,
/// `volunteer_too_young`, `guardian_consent_missing`.
Check birth_day_fits(Call& call, const PersonRow& person, const std::optional<Day>& birth_day);
/// Home and birth day of a profile changed: so did the volunteer's.
void follow_person_change(Call& call, const PersonRow& person,
                          const std::vector<std::string>& fields);

}  // namespace lastmile::people
