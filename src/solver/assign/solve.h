#pragma once
#include <cstdint>
#include <functional>
#include <limits>

#include "solver/assign/plan.h"
#include "solver/assign/problem.h"

namespace lastmile::solver::assign {

/// When to stop. Steps give the same plan everywhere; the deadline is the caller's, who has a
/// clock, and is asked for every 256 steps (some 0.1 ms apart).
struct Budget {
  std::uint64_t steps_max = std::numeric_limits<std::uint64_t>::max();
  std::function<bool()> out_of_time = {};  // empty: never
};

/// The cheapest plan, with its proof; when the budget ends first, a valid plan with its gap.
/// Among plans of equal cost the seed chooses. One thread, no allocation beyond O(rows + edges).
/// 10,000 rows × 100,000 columns × 100 edges a row: see bench/assign_bench.cpp.
///
/// Bidding with exact prices (ε = 0) first, then one shortest augmenting path for each place left.
/// Sources: R. Jonker, A. Volgenant, Computing 38 (1987) 325, DOI 10.1007/BF02278710, and
/// A. Volgenant, Computers & Operations Research 23 (1996) 917 (sparse form); several places and
/// slots as minimum cost flow: R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993) §9.7.
Plan solve(const Problem& problem, const Budget& budget, std::uint64_t seed);

}  // namespace lastmile::solver::assign
