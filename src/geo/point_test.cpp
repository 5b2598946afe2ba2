#include "geo/point.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/assert.h"
#include "base/rng.h"

namespace lastmile::geo {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr Point hubin{34.7706, 111.1883};  // 湖滨区, Sanmenxia

TEST(Point, IsCheckedFieldByField) {
  for (const Point& good : {Point{90, 180}, Point{-90, -180}, Point{0, 0}, hubin}) {
    EXPECT_TRUE(is_valid(good));
    EXPECT_EQ(*check_point(good), good);
  }
  struct Case {
    Point point;
    std::vector<std::string> paths;
  };
  for (const Case& c : {Case{{90.0001, 0}, {"/at/lat"}}, Case{{0, -180.0001}, {"/at/lon"}},
                        Case{{nan, infinite}, {"/at/lat", "/at/lon"}}, Case{{0, nan}, {"/at/lon"}},
                        Case{{-infinite, 12}, {"/at/lat"}}}) {
    EXPECT_FALSE(is_valid(c.point));
    const auto checked = check_point(c.point, "/at");
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.refused().refusal, bad_request);
    std::vector<std::string> paths;
    for (const BadField& field : checked.refused().fields) paths.push_back(field.path);
    EXPECT_EQ(paths, c.paths);
  }
}

TEST(Distance, OfKnownArcs) {
  const double quarter = std::acos(-1.0) / 2 * earth_radius_metres;
  EXPECT_NEAR(distance_metres({0, 0}, {90, 0}), quarter, 1e-6);
  EXPECT_NEAR(distance_metres({0, -90}, {0, 0}), quarter, 1e-6);
  EXPECT_NEAR(distance_metres({0, 0}, {0, 180}), 2 * quarter, 1e-6);
  EXPECT_NEAR(distance_metres({34, 111}, {-34, -69}), 2 * quarter, 1e-1);
  EXPECT_NEAR(distance_metres({0, 179.5}, {0, -179.5}), quarter / 90, 1e-6);
  EXPECT_NEAR(distance_metres({90, 12}, {90, -70}), 0, 1e-6);
  EXPECT_EQ(distance_metres(hubin, hubin), 0);
}

TEST(Distance, OfNearPlacesKeepsMillimetres) {
  // One millionth of a degree northwards is 111.195 mm on this sphere.
  const Point step{hubin.lat + 1e-6, hubin.lon};
  EXPECT_NEAR(distance_metres(hubin, step), 0.111195, 1e-6);
}

TEST(Distance, IsSymmetricAndKeepsTheTriangle) {
  Rng rng(7);
  const auto anywhere = [&] { return Point{rng.unit() * 180 - 90, rng.unit() * 360 - 180}; };
  for (int round = 0; round < 20'000; ++round) {
    const Point a = anywhere(), b = anywhere(), c = anywhere();
    ASSERT_EQ(distance_metres(a, b), distance_metres(b, a));
    ASSERT_LE(distance_metres(a, c), distance_metres(a, b) + distance_metres(b, c) + 1e-6);
  }
}

TEST(Distance, AssertsItsPoints) {
  EXPECT_THROW(distance_metres({91, 0}, hubin), Broken);
  EXPECT_THROW(distance_metres(hubin, {0, nan}), Broken);
}

}  // namespace
}  // namespace lastmile::geo
