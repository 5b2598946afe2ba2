#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/page.h"
#include "base/region.h"
#include "base/text.h"
#include "call/call.h"

/// Ground: divisions, sites, grids, households, addresses, partner units.
namespace lastmile::places {

using SiteId = Id<struct SiteTag>;
using GridId = Id<struct GridTag>;
using HouseholdId = Id<struct HouseholdTag>;
using UnitId = Id<struct UnitTag>;

/// A point on the map, WGS 84 degrees.
struct MapPoint {
  double lat = 0;
  double lon = 0;
};
BOOST_DESCRIBE_STRUCT(MapPoint, (), (lat, lon))

enum class SiteKind { city, center, subcenter, station };
BOOST_DESCRIBE_ENUM(SiteKind, city, center, subcenter, station)
enum class SiteState { active, inactive };
BOOST_DESCRIBE_ENUM(SiteState, active, inactive)

/// A site as others see it. `path` is materialized: the codes from the city down, each ending in
/// '/': "4112/411202/411202001/411202001001/". Scopes of grants are such paths.
struct Site {
  SiteId id;
  std::string code;  // region code of its area; a second site of an area gets "-2", "-3"…
  std::string path;
  SiteKind kind = SiteKind::station;
  SiteState state = SiteState::active;
  std::string name;
  std::optional<MapPoint> point;
  std::optional<std::string> phone;
};
BOOST_DESCRIBE_STRUCT(Site, (), (id, code, path, kind, state, name, point, phone))

}  // namespace lastmile::places
