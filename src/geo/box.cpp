#include "geo/box.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/assert.h"

namespace lastmile::geo {

bool is_valid(const Box& box) {
  return is_valid(box.south_west) && is_valid(box.north_east) &&
         box.south_west.lat <= box.north_east.lat && box.south_west.lon <= box.north_east.lon;
}

bool contains(const Box& box, const Point& point) {
  return point.lat >= box.south_west.lat && point.lat <= box.north_east.lat &&
         point.lon >= box.south_west.lon && point.lon <= box.north_east.lon;
}

std::optional<Box> box_of(std::span<const Point> points) {
  if (points.empty()) return std::nullopt;
  Box box{points.front(), points.front()};
  for (const Point& point : points) {
    ASSERT(is_valid(point));
    box.south_west.lat = std::min(box.south_west.lat, point.lat);
    box.south_west.lon = std::min(box.south_west.lon, point.lon);
    box.north_east.lat = std::max(box.north_east.lat, point.lat);
    box.north_east.lon = std::max(box.north_east.lon, point.lon);
  }
  return box;
}

Box box_around(const Point& centre, double metres) {
  ASSERT(is_valid(centre) && metres >= 0);
  constexpr double degrees_per_radian = 180 / std::numbers::pi;
  constexpr double margin = 1e-9;  // 0.1 mm, so that rounding leaves no point of the circle out
  const double angle = metres / earth_radius_metres;
  const double height = angle * degrees_per_radian + margin;
  const double south = centre.lat - height;
  const double north = centre.lat + height;
  if (south > -90 && north < 90) {
    const double sine = std::sin(angle) / std::cos(centre.lat / degrees_per_radian);
    const double width = std::asin(std::min(1.0, sine)) * degrees_per_radian + margin;
    if (centre.lon - width >= -180 && centre.lon + width <= 180) {
      return {{south, centre.lon - width}, {north, centre.lon + width}};
    }
  }
  return {{std::max(south, -90.0), -180}, {std::min(north, 90.0), 180}};
}

}  // namespace lastmile::geo
