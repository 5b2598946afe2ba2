#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <span>

#include "geo/point.h"

namespace lastmile::geo {

/// All places between two parallels and two meridians, edges included. It never crosses the 180th
/// meridian: south_west.lat ≤ north_east.lat and south_west.lon ≤ north_east.lon.
struct Box {
  Point south_west;
  Point north_east;

  friend bool operator==(const Box&, const Box&) = default;
};
BOOST_DESCRIBE_STRUCT(Box, (), (south_west, north_east))

/// True when both corners are valid and the right way round.
bool is_valid(const Box& box);

bool contains(const Box& box, const Point& point);

/// The smallest box around the points; nothing when there are none. O(n).
std::optional<Box> box_of(std::span<const Point> points);

/// The smallest box that holds every point within `metres` of the centre; where that circle meets
/// a pole or the 180th meridian, a box over all longitudes. Asserts metres ≥ 0. O(1).
/// Source: I. N. Bronshtein et al., Handbook of Mathematics, §3.4 (right spherical triangle).
Box box_around(const Point& centre, double metres);

}  // namespace lastmile::geo
