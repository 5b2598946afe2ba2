#pragma once
#include "people/person.h"

namespace lastmile::people {

/// Whole years of age on a day.
int age_on(Day birth_day, Day day);
/// Free for the whole window by weekly pattern and exceptions, in local time.
bool is_free(const VolunteerProfile& who, const TimeWindow& window, const Zone& zone);
/// Holds a verified licence of this code on every day the window touches.
bool holds_licence(const VolunteerProfile& who, std::string_view code, const TimeWindow& window,
                   const Zone& zone);

}  // namespace lastmile::people
