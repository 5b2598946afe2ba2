#include "geo/box.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "base/assert.h"
#include "base/rng.h"

namespace lastmile::geo {
namespace {

constexpr double degree = std::numbers::pi / 180;

TEST(Box, IsTheSmallestAroundItsPoints) {
  const std::vector<Point> points{{34.7, 111.2}, {34.9, 111.1}, {34.8, 111.5}};
  const auto box = box_of(points);
  ASSERT_TRUE(box);
  EXPECT_EQ(*box, (Box{{34.7, 111.1}, {34.9, 111.5}}));
  EXPECT_TRUE(is_valid(*box));
  for (const Point& point : points) EXPECT_TRUE(contains(*box, point));
  EXPECT_FALSE(contains(*box, {34.6999, 111.2}));
  EXPECT_FALSE(contains(*box, {34.8, 111.5001}));
  EXPECT_FALSE(box_of({}));
}

TEST(Box, KnowsItsWayRound) {
  EXPECT_TRUE(is_valid(Box{{1, 1}, {1, 1}}));
  EXPECT_FALSE(is_valid(Box{{2, 1}, {1, 1}}));
  EXPECT_FALSE(is_valid(Box{{1, 2}, {1, 1}}));
  EXPECT_FALSE(is_valid(Box{{1, 2}, {1, 181}}));
}

TEST(Box, AroundACircleHoldsItAndTouchesIt) {
  Rng rng(11);
  for (int round = 0; round < 300; ++round) {
    const Point centre{rng.unit() * 160 - 80, rng.unit() * 340 - 170};
    const double metres = rng.unit() * 50'000 + 10;
    const Box box = box_around(centre, metres);
    ASSERT_TRUE(is_valid(box));
    for (int i = 0; i < 200; ++i) {
      const Point near{
          centre.lat + (rng.unit() * 2 - 1) * metres / 100'000,
          std::clamp(centre.lon + (rng.unit() * 2 - 1) * metres / 15'000, -180., 180.)};
      if (!is_valid(near)) continue;
      ASSERT_TRUE(contains(box, near) || distance_metres(centre, near) > metres);
    }
    // The circle touches the box due north, and in the east where its great circle meets the
    // meridian at a right angle.
    ASSERT_NEAR(distance_metres(centre, {box.north_east.lat, centre.lon}), metres, 0.01);
    const double touch =
        std::asin(std::sin(centre.lat * degree) / std::cos(metres / earth_radius_metres)) / degree;
    ASSERT_NEAR(distance_metres(centre, {touch, box.north_east.lon}), metres, 0.01);
  }
}

TEST(Box, AroundThePolesAndTheSeamGoesAllTheWayRound) {
  for (const Point& centre :
       {Point{89.9, 20}, Point{-89.9, 20}, Point{10, 179.9}, Point{10, -179.9}}) {
    const Box box = box_around(centre, 50'000);
    EXPECT_TRUE(is_valid(box));
    EXPECT_EQ(box.south_west.lon, -180);
    EXPECT_EQ(box.north_east.lon, 180);
  }
  EXPECT_EQ(box_around({89.9, 20}, 50'000).north_east.lat, 90);
  EXPECT_EQ(box_around({0, 0}, 1e9), (Box{{-90, -180}, {90, 180}}));
  EXPECT_TRUE(contains(box_around({30, 110}, 0), {30, 110}));
  EXPECT_THROW(box_around({30, 110}, -1), Broken);
}

}  // namespace
}  // namespace lastmile::geo
