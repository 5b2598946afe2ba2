#pragma once
#include "people/licence_store.h"

namespace lastmile::people {

/// How long before and after its end a licence can be renewed.
inline constexpr std::chrono::days renewal_before{90}, renewal_after{90};

/// `licence_days_wrong`, `licence_over`.
Check days_fit(Day from, Day until, Day today);
/// `licence_not_verified`, `licence_renewal_early`, `licence_renewal_late`.
Check may_renew(const LicenceRow& old, Day today);
/// Verified and within its days.
bool holds_on(const LicenceRow& row, Day day);

}  // namespace lastmile::people
