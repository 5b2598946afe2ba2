#pragma once
#include "geo/point.h"

/// The shifted coordinates of maps published in mainland China (GCJ-02, "火星坐标"). They exist
/// only where a Chinese map or phone SDK meets us: read with `from_gcj02`, shown with `to_gcj02`.
namespace lastmile::geo {

/// A place as Chinese maps give it, in degrees; its own type so that it is never measured with.
struct Gcj02 {
  double lat = 0;
  double lon = 0;

  friend bool operator==(const Gcj02&, const Gcj02&) = default;
};
BOOST_DESCRIBE_STRUCT(Gcj02, (), (lat, lon))

/// The shifted coordinates of a place: 100 to 700 m away inside China's bounding box, the same
/// outside it. Asserts a valid point. The formula is the public reconstruction every open map
/// library uses. Source: googollee/eviltransform (MIT), whose test values we keep.
Gcj02 to_gcj02(const Point& place);

/// The place these shifted coordinates stand for, to 10⁻⁹ degrees (0.1 mm).
/// Asserts coordinates in the ranges of a point.
Point from_gcj02(const Gcj02& shifted);

}  // namespace lastmile::geo
