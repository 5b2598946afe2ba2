#pragma once
#include "people/person_rules.h"
#include "people/volunteer_store.h"

namespace lastmile::people {

/// What decides whether someone may join; pure.
struct Joining {
  std::optional<VolunteerState> now;  // of an earlier profile
  std::optional<Day> birth_day;
  bool guardian_agreed = false;
  Day today;
};
/// `already_a_volunteer`, `birth_day_missing`, `volunteer_too_young`, `guardian_consent_missing`.
Check may_join(const Joining& joining);

/// Free hours end after they begin, and no two exceptions say the opposite of the same hours.
/// Names each field that does not fit.
Check hours_in_order(const std::vector<FreeHours>& hours,
                     const std::vector<FreeException>& exceptions);

/// An exception is for a day to come; one of those `known` may be sent back, and is forgotten.
Check exceptions_ahead(const std::vector<FreeException>& exceptions,
                       const std::vector<FreeException>& known, Day today);

/// The profile after a step, or why not.
Result<VolunteerRow> paused_by(VolunteerRow row, const std::optional<Day>& until, Day today);
Result<VolunteerRow> resumed_by(VolunteerRow row);
Result<VolunteerRow> left_by(VolunteerRow row);
Result<VolunteerRow> confirmed_by(VolunteerRow row);

/// An insurance attested today still holds today, and ends within ten years.
Check may_attest_insurance(const std::optional<Day>& until, Day today);

/// The first days of what the volunteer is not free on are forgotten once past.
void drop_past_exceptions(VolunteerRow& row, Day today);
/// Sorted, each once: the same choice is the same text.
std::vector<std::string> tidy_codes(std::vector<std::string> codes);

}  // namespace lastmile::people
