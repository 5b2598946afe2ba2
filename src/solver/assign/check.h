#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "solver/assign/plan.h"
#include "solver/assign/problem.h"

namespace lastmile::solver::assign {

/// Something in a plan that is not so: where (JSON Pointer into the plan), and what.
/// Codes: range (no such row or column), not_a_candidate, wrong_cost, repeated, over_capacity,
/// over_places, wrong_count (empty places), wrong_size (a list as long as the rows or columns),
/// price_above_penalty, wrong_bound, not_optimal (said to be, but not proven).
struct Violation {
  std::string path;
  std::string code;

  friend bool operator==(const Violation&, const Violation&) = default;
};

struct Verdict {
  std::int64_t cost = 0;         // recomputed from the pairs
  std::int64_t lower_bound = 0;  // recomputed from the prices: no plan costs less
  bool optimal = false;          // no violation, and cost == lower_bound
  std::vector<Violation> violations;
};

/// Judges a plan from its problem alone; shares no code with `solve` and trusts none of its
/// figures. The bound rests on weak duality, so it holds whatever the prices are. O(m log m).
Verdict check(const Problem& problem, const Plan& plan);

}  // namespace lastmile::solver::assign
