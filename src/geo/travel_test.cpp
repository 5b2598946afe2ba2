#include "geo/travel.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/assert.h"

namespace lastmile::geo {
namespace {

using std::chrono::seconds;

// A thousand metres north of 湖滨区: 1000 / 6371008.8 radians.
constexpr Point home{34.7706, 111.1883};
constexpr Point thousand_metres_north{34.7706 + 0.0089932036, 111.1883};

TEST(TravelTime, IsTheModelsArithmetic) {
  ASSERT_NEAR(distance_metres(home, thousand_metres_north), 1000, 1e-3);
  EXPECT_EQ(travel_time(home, thousand_metres_north, walking), seconds(1084));  // 1300 m at 1.2
  EXPECT_EQ(travel_time(home, thousand_metres_north, cycling), seconds(312));   // at 4.1667
  EXPECT_EQ(travel_time(home, thousand_metres_north, driving), seconds(156));   // at 8.3333
  EXPECT_EQ(travel_time(home, thousand_metres_north, {2, 1}), seconds(500));
}

TEST(TravelTime, IsZeroOnlyAtTheSamePlace) {
  EXPECT_EQ(travel_time(home, home, driving), seconds(0));
  EXPECT_EQ(travel_time(home, {home.lat + 1e-7, home.lon}, driving), seconds(1));
}

TEST(TravelTime, HasAModelForEveryMode) {
  EXPECT_EQ(model_of(TravelMode::walking).metres_per_second, walking.metres_per_second);
  EXPECT_EQ(model_of(TravelMode::cycling).metres_per_second, cycling.metres_per_second);
  EXPECT_EQ(model_of(TravelMode::driving).metres_per_second, driving.metres_per_second);
}

TEST(TravelTime, AssertsItsModel) {
  for (const TravelModel& bad :
       {TravelModel{0, 1}, TravelModel{-1, 1}, TravelModel{71, 1}, TravelModel{1, 0.9},
        TravelModel{std::numeric_limits<double>::quiet_NaN(), 1},
        TravelModel{1, std::numeric_limits<double>::quiet_NaN()}}) {
    EXPECT_THROW(travel_time(home, home, bad), Broken);
  }
}

}  // namespace
}  // namespace lastmile::geo
