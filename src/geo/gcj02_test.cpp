#include "geo/gcj02.h"

#include <gtest/gtest.h>

#include "base/assert.h"

namespace lastmile::geo {
namespace {

// The test values of googollee/eviltransform: Shanghai, Shenzhen, Beijing.
struct Known {
  Point place;
  Gcj02 shifted;
};
constexpr Known known[] = {{{31.1774276, 121.5272106}, {31.17530398364597, 121.531541859215}},
                           {{22.543847, 113.912316}, {22.540796131694766, 113.9171764808363}},
                           {{39.911954, 116.377817}, {39.91334545536069, 116.38404722455657}}};

TEST(Gcj02, HasTheKnownValues) {
  for (const Known& k : known) {
    EXPECT_NEAR(to_gcj02(k.place).lat, k.shifted.lat, 1e-12);
    EXPECT_NEAR(to_gcj02(k.place).lon, k.shifted.lon, 1e-12);
    EXPECT_NEAR(from_gcj02(k.shifted).lat, k.place.lat, 1e-9);
    EXPECT_NEAR(from_gcj02(k.shifted).lon, k.place.lon, 1e-9);
  }
}

TEST(Gcj02, ComesBackEverywhereInChina) {
  for (double lat = 3.5; lat < 54; lat += 0.37) {
    for (double lon = 73.5; lon < 135.5; lon += 0.41) {
      const Point place{lat, lon};
      const Gcj02 shifted = to_gcj02(place);
      const double metres = distance_metres(place, {shifted.lat, shifted.lon});
      ASSERT_GT(metres, 10) << lat << ' ' << lon;
      ASSERT_LT(metres, 1500) << lat << ' ' << lon;
      const Point back = from_gcj02(shifted);
      ASSERT_NEAR(back.lat, lat, 1e-9) << lat << ' ' << lon;
      ASSERT_NEAR(back.lon, lon, 1e-9) << lat << ' ' << lon;
    }
  }
}

TEST(Gcj02, LeavesTheRestOfTheWorldAlone) {
  for (const Point& place : {Point{39.7392, -104.9903}, Point{-33.8688, 151.2093},
                             Point{60.17, 24.94}, Point{90, 180}, Point{-90, -180}}) {
    EXPECT_EQ(to_gcj02(place), (Gcj02{place.lat, place.lon}));
    EXPECT_EQ(from_gcj02({place.lat, place.lon}), place);
  }
}

TEST(Gcj02, AssertsItsRanges) {
  EXPECT_THROW(to_gcj02({91, 0}), Broken);
  EXPECT_THROW(from_gcj02({0, 181}), Broken);
}

}  // namespace
}  // namespace lastmile::geo
