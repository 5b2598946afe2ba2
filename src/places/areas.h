#pragma once
#include "base/page.h"
#include "places/divisions.h"

/// Questions to the division tree; anyone may ask.
namespace lastmile::places {

struct FindAreas {
  Text<1, 60> search;               // Chinese, pinyin or initials
  std::optional<RegionCode> under;  // default: the city of this deployment
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(FindAreas, (), (search, under, limit))
Result<Page<Area>> search_areas(Call& call, const FindAreas& query);

struct ShowArea {
  RegionCode area;
};
BOOST_DESCRIBE_STRUCT(ShowArea, (), (area))
struct AreaView {
  Area area;
  std::vector<Area> above;     // from the province down, without the area itself
  std::vector<Area> children;  // at most 2,000: a county's townships, a township's villages
  Imported counts;             // at and under it, by level
};
BOOST_DESCRIBE_STRUCT(AreaView, (), (area, above, children, counts))
Result<AreaView> show_area(Call& call, const ShowArea& query);

}  // namespace lastmile::places
