#include "geo/nearest.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <numbers>
#include <tuple>

#include "base/assert.h"

namespace lastmile::geo {
namespace {

constexpr std::size_t leaf_size_max = 16;

struct Found {
  double chord2;  // squared straight-line distance on the unit sphere: orders as metres do
  std::uint32_t index;

  friend auto operator<=>(const Found&, const Found&) = default;
};

double metres_of(double chord2) {
  return 2 * earth_radius_metres * std::asin(std::min(1.0, std::sqrt(chord2) / 2));
}

double chord2_of(double metres) {
  if (metres >= std::numbers::pi * earth_radius_metres) return NearestIndex::anywhere;
  const double half = std::sin(metres / earth_radius_metres / 2);
  return 4 * half * half;
}

}  // namespace

struct NearestIndex::Search {
  const std::vector<Item>& items;
  Vector from;
  std::size_t k;
  Filter filter;
  double limit;              // squared chord beyond which nothing is wanted
  std::vector<Found> found;  // a heap, the farthest on top

  /// Looks at items [first, last), all at least `offset` away from the asked place, axis by axis.
  void visit(std::size_t first, std::size_t last, const Vector& offset, double offset2);
  void look_at(const Item& item);
};

NearestIndex::NearestIndex(std::span<const Point> points) {
  ASSERT(points.size() < std::numeric_limits<std::uint32_t>::max());
  items_.reserve(points.size());
  for (const Point& point : points) {
    ASSERT(is_valid(point));
    items_.push_back({unit_vector(point), static_cast<std::uint32_t>(items_.size()), 0});
  }
  split(0, items_.size());
}

NearestIndex::Vector NearestIndex::unit_vector(const Point& point) {
  constexpr double radians_per_degree = std::numbers::pi / 180;
  const double lat = point.lat * radians_per_degree;
  const double lon = point.lon * radians_per_degree;
  return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

// Orders [first, last) so that its middle item parts it along its widest axis, and so on down.
void NearestIndex::split(std::size_t first, std::size_t last) {
  if (last - first <= leaf_size_max) return;
  Vector low = items_[first].at;
  Vector high = low;
  for (std::size_t i = first; i < last; ++i) {
    for (std::size_t a = 0; a < 3; ++a) {
      low[a] = std::min(low[a], items_[i].at[a]);
      high[a] = std::max(high[a], items_[i].at[a]);
    }
  }
  std::size_t axis = 0;
  for (std::size_t a = 1; a < 3; ++a) {
    if (high[a] - low[a] > high[axis] - low[axis]) axis = a;
  }
  const auto begin = items_.begin();
  const std::size_t middle = first + (last - first) / 2;
  std::nth_element(begin + static_cast<std::ptrdiff_t>(first),
                   begin + static_cast<std::ptrdiff_t>(middle),
                   begin + static_cast<std::ptrdiff_t>(last), [axis](const Item& a, const Item& b) {
                     return std::tie(a.at[axis], a.index) < std::tie(b.at[axis], b.index);
                   });
  items_[middle].axis = static_cast<std::uint32_t>(axis);
  split(first, middle);
  split(middle + 1, last);
}

std::vector<Neighbour> NearestIndex::search(const Point& from, std::size_t k, const Filter& filter,
                                            double metres_max) const {
  ASSERT(is_valid(from));
  if (k == 0 || !(metres_max >= 0)) return {};
  Search search{items_, unit_vector(from), k, filter, chord2_of(metres_max), {}};
  search.visit(0, items_.size(), {0, 0, 0}, 0);
  std::ranges::sort_heap(search.found);
  std::vector<Neighbour> neighbours;
  neighbours.reserve(search.found.size());
  for (const Found& each : search.found) {
    neighbours.push_back({each.index, metres_of(each.chord2)});
  }
  return neighbours;
}

void NearestIndex::Search::visit(std::size_t first, std::size_t last, const Vector& offset,
                                 double offset2) {
  if (last - first <= leaf_size_max) {
    for (std::size_t i = first; i < last; ++i) look_at(items[i]);
    return;
  }
  const std::size_t middle = first + (last - first) / 2;
  const Item& parting = items[middle];
  const std::size_t axis = parting.axis;
  const double beyond = from[axis] - parting.at[axis];
  const bool low_side = beyond < 0;
  if (low_side)
    visit(first, middle, offset, offset2);
  else
    visit(middle + 1, last, offset, offset2);
  look_at(parting);

  Vector far_offset = offset;
  far_offset[axis] = beyond;
  const double far2 = offset2 - offset[axis] * offset[axis] + beyond * beyond;
  // The margin covers the rounding of far2, so that no point as near as the farthest is missed.
  if (far2 > limit * (1 + 1e-12)) return;
  if (low_side)
    visit(middle + 1, last, far_offset, far2);
  else
    visit(first, middle, far_offset, far2);
}

void NearestIndex::Search::look_at(const Item& item) {
  double chord2 = 0;
  for (std::size_t a = 0; a < 3; ++a) {
    const double side = item.at[a] - from[a];
    chord2 += side * side;
  }
  const Found candidate{chord2, item.index};
  if (chord2 > limit) return;
  if (found.size() == k && !(candidate < found.front())) return;
  if (!filter.keep(filter.context, item.index)) return;
  if (found.size() == k) {
    std::ranges::pop_heap(found);
    found.pop_back();
  }
  found.push_back(candidate);
  std::ranges::push_heap(found);
  if (found.size() == k) limit = found.front().chord2;
}

}  // namespace lastmile::geo
