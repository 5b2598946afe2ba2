#include "people/licence_rules.h"

#include "people/licence_errors.h"
#include "people/person_rules.h"

namespace lastmile::people {
namespace {

// A slip in the year, or a way to say "for good": no licence outlives a working life.
constexpr Day earliest_licence{std::chrono::year{1950} / 1 / 1};
constexpr int licence_years_max = 60;

}  // namespace

Check days_fit(Day from, Day until, Day today) {
  if (from < earliest_licence) return licence_too_old;
  if (until < from) return licence_days_wrong;
  if (until < today) return licence_over;
  if (until > years_after(today, licence_years_max)) return licence_end_far;
  return Done{};
}

Check may_renew(const LicenceRow& old, Day today) {
  if (old.state != LicenceState::verified) {
    return Refused{licence_not_verified, {}, std::string(to_text(old.state))};
  }
  const Day opens = old.until_day - renewal_before;
  if (today < opens) return Refused{licence_renewal_early, {}, to_text(opens)};
  if (today > old.until_day + renewal_after) return licence_renewal_late;
  return Done{};
}

bool holds_on(const LicenceRow& row, Day day) {
  return row.state == LicenceState::verified && row.from_day <= day && day <= row.until_day;
}

}  // namespace lastmile::people
