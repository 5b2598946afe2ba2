#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/rng.h"
#include "solver/assign/problem.h"

/// What the tests of this folder share: random problems, and the best plan by trying them all.
namespace lastmile::solver::assign {

struct Shape {
  std::uint64_t rows = 4;
  std::uint64_t columns = 4;
  std::uint64_t places_max = 1;
  std::uint64_t capacity_max = 1;  // from 0
  std::uint64_t repeat_max = 0;
  std::uint64_t cost_span = 20;        // costs in [-span / 4, span]
  std::uint64_t edges_in_100 = 60;     // of all pairs
  std::uint64_t required_in_100 = 30;  // of all rows
};

inline Input random_input(Rng& rng, const Shape& shape) {
  Input input;
  for (std::uint64_t i = 0; i < shape.rows; ++i) {
    Row row{static_cast<std::int32_t>(1 + rng.below(shape.places_max)), std::nullopt};
    if (rng.below(100) >= shape.required_in_100) {
      row.penalty = static_cast<std::int64_t>(rng.below(2 * shape.cost_span));
    }
    input.rows.push_back(row);
  }
  for (std::uint64_t j = 0; j < shape.columns; ++j) {
    input.columns.push_back({static_cast<std::int32_t>(rng.below(shape.capacity_max + 1)),
                             static_cast<std::int64_t>(rng.below(shape.repeat_max + 1))});
  }
  for (std::uint32_t i = 0; i < shape.rows; ++i) {
    for (std::uint32_t j = 0; j < shape.columns; ++j) {
      if (rng.below(100) >= shape.edges_in_100) continue;
      const auto cost = static_cast<std::int64_t>(rng.below(shape.cost_span * 5 / 4 + 1));
      input.edges.push_back({i, j, cost - static_cast<std::int64_t>(shape.cost_span / 4)});
    }
  }
  return input;
}

/// The least cost of any plan, by trying every subset of every row's edges.
class EveryPlan {
 public:
  explicit EveryPlan(const Problem& problem)
      : problem_(problem), served_(problem.columns().size(), 0) {}

  std::int64_t least_cost() {
    from_row(0, 0);
    return least_;
  }

 private:
  void from_row(std::uint32_t row, std::int64_t cost) {
    if (row == problem_.rows().size()) {
      least_ = std::min(least_, cost);
      return;
    }
    from_edge(row, 0, problem_.rows()[row].places, cost);
  }

  void from_edge(std::uint32_t row, std::size_t next, std::int32_t empty, std::int64_t cost) {
    const auto edges = problem_.edges_of(row);
    if (next == edges.size() || empty == 0) {
      return from_row(row + 1, cost + empty * problem_.penalty_of(row));
    }
    from_edge(row, next + 1, empty, cost);
    const Edge& edge = edges[next];
    const Column& column = problem_.columns()[edge.column];
    if (served_[edge.column] == column.capacity) return;
    const std::int64_t repeat = served_[edge.column]++ * column.repeat_cost;
    from_edge(row, next + 1, empty - 1, cost + edge.cost + repeat);
    --served_[edge.column];
  }

  const Problem& problem_;
  std::vector<std::int32_t> served_;
  std::int64_t least_ = std::numeric_limits<std::int64_t>::max();
};

}  // namespace lastmile::solver::assign
