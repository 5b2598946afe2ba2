#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "geo/point.h"

namespace lastmile::geo {

/// A point found: its place in the list the index was built from, and how far it is.
struct Neighbour {
  std::uint32_t index = 0;
  double metres = 0;

  friend bool operator==(const Neighbour&, const Neighbour&) = default;
};

/// Finds the nearest of many points on the whole Earth, exactly. Immutable, so any number of
/// threads may ask at once. A k-d tree over unit vectors: no seam at the poles or at 180°, no
/// trouble with crowded places. 32 bytes a point.
/// Source: J. H. Friedman, J. L. Bentley, R. A. Finkel, ACM TOMS 3 (1977) 209,
/// DOI 10.1145/355744.355745; incremental distances: S. Arya, D. M. Mount, DCC 1993, 381.
class NearestIndex {
 public:
  /// O(n log n). Asserts valid points, fewer than 2³².
  explicit NearestIndex(std::span<const Point> points);

  std::size_t size() const { return items_.size(); }

  /// The k nearest points within `metres_max` of `from` for which keep(index) is true, nearest
  /// first, equal distances by index. Fewer when there are fewer. O(log n + k log k) when most
  /// points are kept; as the kept ones get rare it tends to a scan of all points.
  template <class Keep>
  std::vector<Neighbour> nearest(const Point& from, std::size_t k, Keep&& keep,
                                 double metres_max = anywhere) const {
    using Plain = std::remove_reference_t<Keep>;
    const Filter filter{const_cast<void*>(static_cast<const void*>(&keep)),
                        [](void* context, std::uint32_t index) {
                          return static_cast<bool>((*static_cast<Plain*>(context))(index));
                        }};
    return search(from, k, filter, metres_max);
  }
  std::vector<Neighbour> nearest(const Point& from, std::size_t k) const {
    return nearest(from, k, [](std::uint32_t) { return true; });
  }

  static constexpr double anywhere = std::numeric_limits<double>::infinity();

 private:
  using Vector = std::array<double, 3>;
  struct Item {
    Vector at;  // on the unit sphere
    std::uint32_t index;
    std::uint32_t axis;  // on which the range this item stands in the middle of is split
  };
  struct Filter {
    void* context;
    bool (*keep)(void* context, std::uint32_t index);
  };
  struct Search;

  static Vector unit_vector(const Point& point);
  void split(std::size_t first, std::size_t last);
  std::vector<Neighbour> search(const Point& from, std::size_t k, const Filter& filter,
                                double metres_max) const;

  std::vector<Item> items_;
};

}  // namespace lastmile::geo
