#pragma once
#include <cstdint>
#include <vector>

#include "solver/assign/plan.h"
#include "solver/assign/problem.h"

namespace lastmile::solver::assign {

/// One candidate of a row, as the plan weighed it.
struct Choice {
  std::uint32_t column = 0;
  bool chosen = false;
  std::int64_t cost = 0;    // of the edge
  std::int64_t price = 0;   // what this column's slot is worth to the other rows
  std::int64_t regret = 0;  // choosing it instead adds at least this to the best plan; 0 if chosen

  friend bool operator==(const Choice&, const Choice&) = default;
};

/// Every candidate of a row, the chosen first, then by regret, then by column: why these, what the
/// others would cost in all, and for a row left out, why nobody was worth its penalty: each
/// candidate's cost + price is at least the penalty. Asserts that the row exists. O(d log d).
std::vector<Choice> choices_of(const Problem& problem, const Plan& plan, std::uint32_t row);

}  // namespace lastmile::solver::assign
