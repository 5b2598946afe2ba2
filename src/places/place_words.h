#pragma once
#include <string>

#include "base/words.h"
#include "places/ground.h"
#include "places/site.h"

/// What the kinds and states of sites and units are called by the people who read them.
namespace lastmile::places {

Words words_of(SiteKind value);
Words words_of(SiteState value);
Words words_of(GroundState value);
Words words_of(UnitKind value);
/// "Mon 09:00-18:00".
std::string spoken(const OpeningHours& hours, Lang lang);

}  // namespace lastmile::places
