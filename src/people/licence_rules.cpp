#include "people/licence_rules.h"

#include "people/licence_errors.h"

namespace lastmile::people {

Check days_fit(Day from, Day until, Day today) {
  if (until < from) return licence_days_wrong;
  if (until < today) return licence_over;
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
