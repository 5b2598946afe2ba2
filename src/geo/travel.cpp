#include "geo/travel.h"

#include <cmath>

#include "base/assert.h"

namespace lastmile::geo {

TravelModel model_of(TravelMode mode) {
  switch (mode) {
    case TravelMode::walking:
      return walking;
    case TravelMode::cycling:
      return cycling;
    case TravelMode::driving:
      return driving;
  }
  broken("a travel mode without a model", __FILE__, __LINE__);
}

std::chrono::seconds travel_time(const Point& from, const Point& to, const TravelModel& model) {
  ASSERT(model.metres_per_second > 0 && model.metres_per_second <= 70);
  ASSERT(model.detour >= 1);
  const double metres = distance_metres(from, to) * model.detour;
  return std::chrono::seconds(std::llround(std::ceil(metres / model.metres_per_second)));
}

}  // namespace lastmile::geo
