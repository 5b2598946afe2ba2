#include "geo/nearest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/assert.h"
#include "base/rng.h"

namespace lastmile::geo {
namespace {

using Indexes = std::vector<std::uint32_t>;

Indexes indexes_of(const std::vector<Neighbour>& neighbours) {
  Indexes indexes;
  for (const Neighbour& each : neighbours) indexes.push_back(each.index);
  return indexes;
}

// Compares by distance, since two points may be equally far within rounding.
void expect_nearest(const std::vector<Point>& points, const std::vector<Neighbour>& got,
                    const Point& from, std::size_t k,
                    const std::function<bool(std::uint32_t)>& keep) {
  std::vector<double> all;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    if (keep(i)) all.push_back(distance_metres(from, points[i]));
  }
  std::ranges::sort(all);
  all.resize(std::min(all.size(), k));
  ASSERT_EQ(got.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    ASSERT_TRUE(keep(got[i].index));
    // Straight lines lose digits towards the antipodes; near by they keep micrometres.
    const double slack = all[i] < 1e6 ? 1e-6 : 1.0;
    ASSERT_NEAR(got[i].metres, all[i], slack);
    ASSERT_NEAR(distance_metres(from, points[got[i].index]), all[i], slack);
  }
  Indexes indexes = indexes_of(got);
  std::ranges::sort(indexes);
  ASSERT_EQ(std::ranges::adjacent_find(indexes), indexes.end());
}

Point anywhere(Rng& rng) {
  return {std::asin(rng.unit() * 2 - 1) * 57.29577951308232, rng.unit() * 360 - 180};
}

Point in_town(Rng& rng) {
  const double hub = static_cast<double>(rng.below(5)) * 0.05;
  return {34.7 + hub + rng.unit() * 0.01, 111.1 + hub + rng.unit() * 0.01};
}

class Nearest : public ::testing::TestWithParam<int> {};

TEST_P(Nearest, EqualsLookingAtAllPoints) {
  Rng rng(static_cast<std::uint64_t>(GetParam()));
  std::vector<Point> points;
  const std::size_t count = rng.below(400);
  for (std::size_t i = 0; i < count; ++i) {
    switch (GetParam() % 4) {
      case 0:
        points.push_back(anywhere(rng));
        break;
      case 1:
        points.push_back(in_town(rng));
        break;
      case 2:
        points.push_back({30, 110 + static_cast<double>(rng.below(4))});
        break;
      default:
        points.push_back({89.99 - rng.unit() * 0.1, rng.unit() * 360 - 180});
    }
  }
  const NearestIndex index(points);
  for (int question = 0; question < 30; ++question) {
    const Point from =
        points.empty() || rng.below(2) == 0 ? anywhere(rng) : points[rng.below(points.size())];
    const std::size_t k = rng.below(25);
    const std::uint32_t one_in = 1 + static_cast<std::uint32_t>(rng.below(20));
    const auto keep = [one_in](std::uint32_t i) { return i % one_in == 0; };
    expect_nearest(points, index.nearest(from, k, keep), from, k, keep);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Nearest, ::testing::Range(0, 80));

TEST(NearestIndex, BreaksTiesByIndex) {
  const std::vector<Point> same(100, Point{34.7, 111.1});
  const NearestIndex index(same);
  EXPECT_EQ(indexes_of(index.nearest({34.7, 111.1}, 5)), (Indexes{0, 1, 2, 3, 4}));
  EXPECT_EQ(indexes_of(index.nearest({35, 111}, 3, [](std::uint32_t i) { return i >= 50; })),
            (Indexes{50, 51, 52}));
}

TEST(NearestIndex, KeepsWithinTheStatedDistance) {
  const std::vector<Point> points{{34.7, 111.1}, {34.71, 111.1}, {34.72, 111.1}};
  const NearestIndex index(points);
  const auto all = [](std::uint32_t) { return true; };
  const double step = distance_metres(points[0], points[1]);
  EXPECT_EQ(indexes_of(index.nearest(points[0], 9, all, step + 0.01)), (Indexes{0, 1}));
  EXPECT_EQ(indexes_of(index.nearest(points[0], 9, all, step - 0.01)), (Indexes{0}));
  EXPECT_EQ(indexes_of(index.nearest(points[0], 9, all, 0)), (Indexes{0}));
  EXPECT_TRUE(index.nearest(points[0], 9, all, -1).empty());
}

TEST(NearestIndex, MayBeEmpty) {
  const NearestIndex index({});
  EXPECT_EQ(index.size(), 0);
  EXPECT_TRUE(index.nearest({0, 0}, 3).empty());
}

TEST(NearestIndex, SeesAcrossTheSeamAndThePole) {
  const std::vector<Point> points{{0, 179.999}, {0, -179.9}, {89.9, 0}, {89.9, 180}};
  const NearestIndex index(points);
  EXPECT_EQ(indexes_of(index.nearest({0, -179.999}, 1)), (Indexes{0}));
  EXPECT_EQ(indexes_of(index.nearest({89.95, 179}, 2)), (Indexes{3, 2}));
}

TEST(NearestIndex, AssertsItsPoints) {
  const std::vector<Point> bad{{34, 111}, {91, 0}};
  EXPECT_THROW(NearestIndex{bad}, Broken);
  EXPECT_THROW((void)NearestIndex({}).nearest({0, 181}, 1), Broken);
}

}  // namespace
}  // namespace lastmile::geo
