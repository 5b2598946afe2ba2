#include "geo/point.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "base/assert.h"

namespace lastmile::geo {
namespace {

constexpr double radians_per_degree = std::numbers::pi / 180;

bool within(double value, double limit) { return std::abs(value) <= limit; }  // false for NaN

double squared_sine(double radians) {
  const double sine = std::sin(radians);
  return sine * sine;
}

}  // namespace

bool is_valid(const Point& point) { return within(point.lat, 90) && within(point.lon, 180); }

Result<Point> check_point(const Point& point, std::string_view path) {
  Refused refused{bad_request};
  if (!within(point.lat, 90)) {
    refused.fields.push_back({std::string(path) + "/lat", "range",
                              "must be a latitude in degrees between -90 and 90",
                              "应为 -90 到 90 之间的纬度"});
  }
  if (!within(point.lon, 180)) {
    refused.fields.push_back({std::string(path) + "/lon", "range",
                              "must be a longitude in degrees between -180 and 180",
                              "应为 -180 到 180 之间的经度"});
  }
  if (!refused.fields.empty()) return refused;
  return point;
}

double distance_metres(const Point& a, const Point& b) {
  ASSERT(is_valid(a) && is_valid(b));
  const double lat_a = a.lat * radians_per_degree;
  const double lat_b = b.lat * radians_per_degree;
  const double lon = (b.lon - a.lon) * radians_per_degree;
  const double h =
      squared_sine((lat_b - lat_a) / 2) + std::cos(lat_a) * std::cos(lat_b) * squared_sine(lon / 2);
  // Rounding may carry antipodes past 1, where asin has no value.
  return 2 * earth_radius_metres * std::asin(std::min(1.0, std::sqrt(h)));
}

}  // namespace lastmile::geo
