#include "solver/assign/check.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace lastmile::solver::assign {
namespace {

// Prices in a plan may be anything; their sums must not overflow.
__extension__ using Wide = __int128;

using Pairs = std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t>;

struct Judge {
  const Problem& problem;
  const Plan& plan;
  Verdict verdict = {};

  void accuse(std::string path, std::string code) {
    verdict.violations.push_back({std::move(path), std::move(code)});
  }
};

bool sizes_are_right(Judge& judge);
Wide cost_of_pairs(Judge& judge);
Wide cost_of_repeats(Judge& judge, const std::vector<std::int64_t>& served);
Wide cost_of_empty_places(Judge& judge, const std::vector<std::int64_t>& filled);
Wide bound_from_prices(Judge& judge);

std::int64_t narrow(Wide value) {
  constexpr Wide low = std::numeric_limits<std::int64_t>::min();
  constexpr Wide high = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::clamp(value, low, high));
}

std::string at(const char* list, std::size_t index) {
  return std::string("/") + list + '/' + std::to_string(index);
}

}  // namespace

Verdict check(const Problem& problem, const Plan& plan) {
  Judge judge{problem, plan};
  if (!sizes_are_right(judge)) return judge.verdict;
  judge.verdict.cost = narrow(cost_of_pairs(judge));
  judge.verdict.lower_bound = narrow(bound_from_prices(judge));
  if (plan.cost != judge.verdict.cost) judge.accuse("/cost", "wrong_cost");
  if (plan.lower_bound > judge.verdict.lower_bound) judge.accuse("/lower_bound", "wrong_bound");
  const bool proven = judge.verdict.cost == judge.verdict.lower_bound;
  if (plan.optimal && !proven) judge.accuse("/optimal", "not_optimal");
  judge.verdict.optimal = proven && judge.verdict.violations.empty();
  return judge.verdict;
}

namespace {

bool sizes_are_right(Judge& judge) {
  const std::size_t rows = judge.problem.rows().size();
  const std::size_t columns = judge.problem.columns().size();
  if (judge.plan.empty_places.size() != rows) judge.accuse("/empty_places", "wrong_size");
  if (judge.plan.row_price.size() != rows) judge.accuse("/row_price", "wrong_size");
  if (judge.plan.column_price.size() != columns) judge.accuse("/column_price", "wrong_size");
  return judge.verdict.violations.empty();
}

Wide cost_of_pairs(Judge& judge) {
  Pairs candidates;
  for (const Edge& edge : judge.problem.edges()) {
    candidates[{edge.row, edge.column}] = edge.cost;
  }
  Pairs seen;
  std::vector<std::int64_t> filled(judge.problem.rows().size(), 0);
  std::vector<std::int64_t> served(judge.problem.columns().size(), 0);
  Wide cost = 0;
  for (std::size_t i = 0; i < judge.plan.pairs.size(); ++i) {
    const Edge& pair = judge.plan.pairs[i];
    if (pair.row >= filled.size() || pair.column >= served.size()) {
      judge.accuse(at("pairs", i), "range");
      continue;
    }
    const auto candidate = candidates.find({pair.row, pair.column});
    if (candidate == candidates.end()) {
      judge.accuse(at("pairs", i), "not_a_candidate");
    } else if (candidate->second != pair.cost) {
      judge.accuse(at("pairs", i), "wrong_cost");
    }
    if (!seen.try_emplace({pair.row, pair.column}, 0).second) {
      judge.accuse(at("pairs", i), "repeated");
    }
    cost += candidate == candidates.end() ? pair.cost : candidate->second;
    ++filled[pair.row];
    ++served[pair.column];
  }
  return cost + cost_of_repeats(judge, served) + cost_of_empty_places(judge, filled);
}

Wide cost_of_repeats(Judge& judge, const std::vector<std::int64_t>& served) {
  Wide cost = 0;
  for (std::size_t j = 0; j < served.size(); ++j) {
    const Column& column = judge.problem.columns()[j];
    if (served[j] > column.capacity) judge.accuse(at("columns", j), "over_capacity");
    for (std::int64_t before = 0; before < served[j]; ++before) {
      cost += Wide{before} * column.repeat_cost;
    }
  }
  return cost;
}

Wide cost_of_empty_places(Judge& judge, const std::vector<std::int64_t>& filled) {
  Wide cost = 0;
  for (std::uint32_t i = 0; i < filled.size(); ++i) {
    const std::int64_t empty = judge.problem.rows()[i].places - filled[i];
    if (empty < 0) judge.accuse(at("rows", i), "over_places");
    if (judge.plan.empty_places[i] != empty) judge.accuse(at("empty_places", i), "wrong_count");
    cost += Wide{empty} * judge.problem.penalty_of(i);
  }
  return cost;
}

// Weak duality. With any price y of a row (≤ its penalty) and x of a column, a plan costs at least
// Σ places × y − Σ over slots of max(0, x − slot cost) + Σ over edges of min(0, cost + x − y).
Wide bound_from_prices(Judge& judge) {
  const Problem& problem = judge.problem;
  const Plan& plan = judge.plan;
  Wide bound = 0;
  std::vector<std::int64_t> row_price = plan.row_price;
  for (std::uint32_t i = 0; i < row_price.size(); ++i) {
    if (row_price[i] > problem.penalty_of(i)) {
      judge.accuse(at("row_price", i), "price_above_penalty");
      row_price[i] = problem.penalty_of(i);
    }
    bound += Wide{problem.rows()[i].places} * row_price[i];
  }
  std::vector<std::int64_t> degree(problem.columns().size(), 0);
  for (const Edge& edge : problem.edges()) {
    ++degree[edge.column];
    const Wide surplus = Wide{edge.cost} + plan.column_price[edge.column] - row_price[edge.row];
    bound += std::min(Wide{0}, surplus);
  }
  for (std::size_t j = 0; j < degree.size(); ++j) {
    const Column& column = problem.columns()[j];
    const std::int64_t slots = std::min<std::int64_t>(column.capacity, degree[j]);
    for (std::int64_t slot = 0; slot < slots; ++slot) {
      bound -= std::max(Wide{0}, plan.column_price[j] - Wide{slot} * column.repeat_cost);
    }
  }
  return bound;
}

}  // namespace
}  // namespace lastmile::solver::assign
