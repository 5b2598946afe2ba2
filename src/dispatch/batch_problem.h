#pragma once
#include "dispatch/batch.h"
#include "dispatch/roster.h"
#include "solver/assign/problem.h"

/// A batch matching as the solver sees it: needs are rows, volunteers are columns.
namespace lastmile::dispatch {

inline constexpr int batch_needs_max = 10'000;
inline constexpr std::size_t batch_candidates_max = 64;  // for each need
inline constexpr std::size_t batch_widening = 4;         // as many more for those left short
inline constexpr std::size_t batch_wider_edges_max = 2'000'000;
inline constexpr std::int64_t batch_services_max = 3;  // offers a person gets in one run
inline constexpr std::int64_t batch_repeat_cost =
    15;  // points a second service of one person costs
inline constexpr std::int64_t batch_empty_penalty =
    200;  // above any pair: nobody is left out for points

struct BatchCandidate {
  std::size_t place = 0;  // in the picture
  Fit fit;
};

struct BatchProblem {
  std::shared_ptr<const Roster::Picture> picture;
  std::vector<needs::NeedBrief> waiting;
  std::vector<std::vector<BatchCandidate>> candidates;  // of each need: the nearest who may

  /// Whether one person can do both: their times are known not to touch, or still to be agreed.
  bool clash(std::size_t a, std::size_t b) const;
  /// Empty places of a need: those nobody has said yes to.
  std::int64_t places(std::size_t row) const;
};

/// Everyone whom `bar_of` lets pass, by distance, at most `batch_candidates_max` a need, and the
/// familiar faces whatever their distance. Cost about 0.1 ms a need.
BatchProblem batch_problem(Call& snapshot, std::string_view under);
/// Gives those needs up to `limit` candidates that the plan left short and whose list was cut off:
/// where many live together, the nearest to one need are the nearest to all. False when there is
/// none, or the problem would grow beyond `batch_wider_edges_max`.
bool widen(Call& snapshot, BatchProblem& problem, const Solved& solved, std::size_t limit);
/// The whole problem, clashes aside.
solver::assign::Input batch_input(const BatchProblem& problem);
/// The cheapest plan in which nobody is in two places at once.
Solved solve(const BatchProblem& problem, const std::function<bool()>& out_of_time);

}  // namespace lastmile::dispatch
