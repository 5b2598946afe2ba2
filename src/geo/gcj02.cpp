#include "geo/gcj02.h"

#include <cmath>
#include <numbers>

#include "base/assert.h"

namespace lastmile::geo {
namespace {

using std::numbers::pi;

bool is_shifted_here(const Point& place) {
  return place.lon >= 72.004 && place.lon <= 137.8347 && place.lat >= 0.8293 &&
         place.lat <= 55.8271;
}

// The shift in units of about a metre at (35° N, 105° E); x east and y north of there in degrees.
double north_shift(double x, double y) {
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) +
         (20 * std::sin(6 * x * pi) + 20 * std::sin(2 * x * pi)) * 2 / 3 +
         (20 * std::sin(y * pi) + 40 * std::sin(y / 3 * pi)) * 2 / 3 +
         (160 * std::sin(y / 12 * pi) + 320 * std::sin(y * pi / 30)) * 2 / 3;
}

double east_shift(double x, double y) {
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) +
         (20 * std::sin(6 * x * pi) + 20 * std::sin(2 * x * pi)) * 2 / 3 +
         (20 * std::sin(x * pi) + 40 * std::sin(x / 3 * pi)) * 2 / 3 +
         (150 * std::sin(x / 12 * pi) + 300 * std::sin(x / 30 * pi)) * 2 / 3;
}

Point shift_at(const Point& place) {
  // Krasovsky 1940: semi-major axis in metres, first eccentricity squared.
  constexpr double axis = 6'378'245.0;
  constexpr double eccentricity = 0.00669342162296594323;
  const double radians = place.lat / 180 * pi;
  const double magic = 1 - eccentricity * std::sin(radians) * std::sin(radians);
  const double meridian = axis * (1 - eccentricity) / (magic * std::sqrt(magic));
  const double parallel = axis / std::sqrt(magic) * std::cos(radians);
  const double x = place.lon - 105;
  const double y = place.lat - 35;
  return {north_shift(x, y) * 180 / (meridian * pi), east_shift(x, y) * 180 / (parallel * pi)};
}

}  // namespace

Gcj02 to_gcj02(const Point& place) {
  ASSERT(is_valid(place));
  if (!is_shifted_here(place)) return {place.lat, place.lon};
  const Point shift = shift_at(place);
  return {place.lat + shift.lat, place.lon + shift.lon};
}

// The shift changes by less than 1 % of the way moved, so each round gains two digits or more.
Point from_gcj02(const Gcj02& shifted) {
  Point place{shifted.lat, shifted.lon};
  ASSERT(is_valid(place));
  if (!is_shifted_here(place)) return place;
  constexpr int rounds = 8;
  for (int round = 0; round < rounds; ++round) {
    const Point shift = shift_at(place);
    place = {shifted.lat - shift.lat, shifted.lon - shift.lon};
  }
  return place;
}

}  // namespace lastmile::geo
