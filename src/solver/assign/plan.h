#pragma once
#include <cstdint>
#include <vector>

#include "solver/assign/problem.h"

namespace lastmile::solver::assign {

/// Who serves what, what it costs, and the prices that prove it and explain it.
///
/// Of an optimal plan, a column's price is what one more free slot of it would save the whole, and
/// a row's price is what one place fewer in it would save. Of any plan, an edge not taken would
/// add at least its cost + column price − row price to the lower bound (see `choices_of`).
struct Plan {
  std::vector<Edge> pairs;                 // by row, then column
  std::vector<std::int32_t> empty_places;  // for each row
  std::int64_t cost = 0;                   // edges + repeats + penalties of empty places
  std::int64_t lower_bound = 0;            // no plan costs less
  std::vector<std::int64_t> row_price;     // never more than the row's penalty
  std::vector<std::int64_t> column_price;  // ≥ 0
  bool optimal = false;                    // proven: cost == lower_bound
  std::uint64_t steps = 0;                 // rows scanned: the work done, whatever the machine

  std::int64_t gap() const { return cost - lower_bound; }
};

}  // namespace lastmile::solver::assign
