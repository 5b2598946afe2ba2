#pragma once
#include "places/site.h"

namespace lastmile::places {

/// The kind of site that stands for a division of this level.
SiteKind kind_at(RegionLevel level);
/// A station belongs under a subcenter, that under a center, that under the city's office.
bool may_stand_under(SiteKind child, SiteKind parent);
/// Whether a division is that of the site above, or one of those beneath it; by their codes.
bool lies_in(std::string_view area, std::string_view area_above);
/// The path of a site: its parent's path, its code, '/'.
std::string path_under(std::string_view parent_path, std::string_view code);
/// The code of the n-th site of an area: the area's own, then "-2", "-3"…
std::string nth_code(std::string_view area, std::int64_t nth);
/// A point on the globe: |lat| ≤ 90, |lon| ≤ 180.
bool is_on_map(const MapPoint& point);
/// What people may dial: 3 to 20 characters of digits, spaces, + - and brackets, at least three
/// digits among them, and an extension after "x", "ext" or "转".
bool is_service_number(std::string_view text);
/// Open at this moment by its hours; a site without hours is open on no account.
bool is_open(const std::vector<OpeningHours>& hours, Instant now, const Zone& zone);

}  // namespace lastmile::places
