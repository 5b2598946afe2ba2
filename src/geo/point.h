#pragma once
#include <boost/describe.hpp>
#include <string_view>

#include "base/result.h"

/// Places on the Earth: distances, travel times, boxes, nearest neighbours. Pure functions on
/// values. Every point inside is WGS 84; GCJ-02 exists only at the edge (`gcj02.h`).
namespace lastmile::geo {

/// Mean radius of the Earth. Source: IUGG, R1 = (2a + b) / 3 of GRS 80 (Moritz 2000).
inline constexpr double earth_radius_metres = 6'371'008.8;

/// A place on the WGS 84 ellipsoid, in degrees: latitude [-90, 90], longitude [-180, 180].
/// A plain struct so that it travels as JSON; what comes from outside passes `check_point`.
struct Point {
  double lat = 0;
  double lon = 0;

  friend bool operator==(const Point&, const Point&) = default;
};
BOOST_DESCRIBE_STRUCT(Point, (), (lat, lon))

/// True when both numbers are finite and within their ranges.
bool is_valid(const Point& point);

/// The point, or `bad_request` naming each wrong number as `<path>/lat` or `<path>/lon`.
Result<Point> check_point(const Point& point, std::string_view path = "");

/// Great-circle distance in metres, symmetric, 0 only for the same place.
/// Within 0.56 % of the ellipsoid's geodesic; good to a millimetre for near points. O(1).
/// Asserts both points are valid. Source: R. W. Sinnott, "Virtues of the Haversine",
/// Sky & Telescope 68 (1984) 159.
double distance_metres(const Point& a, const Point& b);

}  // namespace lastmile::geo
