#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/rng.h"

namespace lastmile::needs {

/// A reference number to read out by phone: nine digits in threes, "274-819-356". The last is a
/// Damm check digit, which catches every single wrong digit and every swapped neighbour pair
/// (H. M. Damm, 2004). Random, so nobody learns how many needs there are by asking for one.
std::string make_number(Rng& rng);
/// The number as stored, from what a person typed or dictated (spaces, dashes, full width);
/// nothing when it is not nine digits or its check digit fails.
std::optional<std::string> read_number(std::string_view typed);

}  // namespace lastmile::needs
