#pragma once
#include <boost/describe.hpp>
#include <chrono>

#include "geo/point.h"

namespace lastmile::geo {

enum class TravelMode { walking, cycling, driving };
BOOST_DESCRIBE_ENUM(TravelMode, walking, cycling, driving)

/// How a person gets about: speed on the way, and how much longer the way is than the bird's.
struct TravelModel {
  double metres_per_second;  // (0, 70]
  double detour;             // ≥ 1
};

/// Way over great circle. South Korea 1.26, its regions 1.22 to 1.44. Source: T. Kim, Y. Shin,
/// J. Lee, K. Suh, J. Korean Soc. Agric. Eng. 57(4) (2015) 39–49.
inline constexpr double detour_default = 1.3;

/// 1.2 m/s, the middle of the means of healthy adults: 1.43 (men in their forties) to 0.94 (women
/// over eighty). Source: R. W. Bohannon, A. W. Andrews, Physiotherapy 97 (2011) 182–189.
inline constexpr TravelModel walking{1.2, detour_default};

/// 15 km/h, what a bicycle lane allows electric bicycles.
/// Source: Road Traffic Safety Law of the PRC, article 58.
inline constexpr TravelModel cycling{15 / 3.6, detour_default};

/// 30 km/h, the limit on town roads without a centre line, where most errands end.
/// Source: Implementing Regulations of the Road Traffic Safety Law, article 45 (1).
inline constexpr TravelModel driving{30 / 3.6, detour_default};

TravelModel model_of(TravelMode mode);

/// Time from one place to another, rounded up to whole seconds; 0 only for the same place.
/// Great circle × detour ÷ speed: an estimate for ranking, good within a town (below 20 km), not
/// a route. O(1). Asserts valid points and a model within its ranges.
std::chrono::seconds travel_time(const Point& from, const Point& to, const TravelModel& model);

}  // namespace lastmile::geo
