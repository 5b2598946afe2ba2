#include "solver/assign/solve.h"

#include <algorithm>
#include <numeric>

#include "base/assert.h"
#include "base/rng.h"
#include "solver/assign/network.h"

namespace lastmile::solver::assign {
namespace {

std::vector<std::uint32_t> shuffled_rows(const Problem& problem, std::uint64_t seed);
bool place_all(Network& net, std::span<const std::uint32_t> order, const Budget& budget);
void fill_from_free_slots(Network& net, std::span<const std::uint32_t> order);
void price_unplaced_rows(Network& net);
void price_closed_columns(Network& net);
std::int64_t cost_of(const Network& net);
std::int64_t lower_bound_of(const Network& net);

}  // namespace

Plan solve(const Problem& problem, const Budget& budget, std::uint64_t seed) {
  const std::vector<std::uint32_t> order = shuffled_rows(problem, seed);
  Network net(problem);
  const bool finished = place_all(net, order, budget);
  if (finished) {
    lower_prices(net);
  } else {
    price_unplaced_rows(net);
  }
  price_closed_columns(net);
  const std::int64_t lower_bound = lower_bound_of(net);
  // Only after the bound: filling by the way leaves the prices, which prove it, as they are.
  if (!finished) fill_from_free_slots(net, order);

  Plan plan;
  plan.cost = cost_of(net);
  plan.lower_bound = lower_bound;
  plan.optimal = plan.cost == plan.lower_bound;
  ASSERT(plan.optimal || !finished);
  plan.steps = net.steps;
  for (std::size_t e = 0; e < net.taken.size(); ++e) {
    if (net.taken[e]) plan.pairs.push_back(problem.edges()[e]);
  }
  std::ranges::sort(plan.pairs, {}, [](const Edge& e) { return std::pair(e.row, e.column); });
  plan.empty_places.resize(problem.rows().size());
  for (std::size_t i = 0; i < plan.empty_places.size(); ++i) {
    plan.empty_places[i] = problem.rows()[i].places;
  }
  for (const Edge& pair : plan.pairs) --plan.empty_places[pair.row];
  plan.row_price = std::move(net.row_price);
  plan.column_price = std::move(net.column_price);
  return plan;
}

namespace {

std::vector<std::uint32_t> shuffled_rows(const Problem& problem, std::uint64_t seed) {
  std::vector<std::uint32_t> order(problem.rows().size());
  std::iota(order.begin(), order.end(), 0u);
  Rng rng(seed);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[rng.below(i)]);
  return order;
}

// Two rounds, as in LAPJV: rows left undecided by ties often settle the second time. Thirty bids a
// row are four times faster than eight where rows outnumber columns, and cost nothing elsewhere
// (bench/assign_bench.cpp, "city").
bool place_all(Network& net, std::span<const std::uint32_t> order, const Budget& budget) {
  constexpr int rounds = 2;
  constexpr std::uint64_t bids_per_row = 30;
  std::vector<std::uint32_t> single;
  for (int round = 0; round < rounds; ++round) {
    single.clear();
    for (const std::uint32_t row : order) {
      if (net.problem.rows()[row].places == 1 && net.placed[row] == 0) single.push_back(row);
    }
    bid(net, single, budget, bids_per_row * single.size());
  }
  Augmenter augmenter(net);
  for (const std::uint32_t row : order) {
    while (net.placed[row] < net.problem.rows()[row].places) {
      if (!augmenter.place(row, budget)) return false;
    }
  }
  return true;
}

// The budget ended: whoever can be served without moving anybody is, cheapest edge first.
void fill_from_free_slots(Network& net, std::span<const std::uint32_t> order) {
  for (const std::uint32_t row : order) {
    std::int32_t wanted = net.problem.rows()[row].places - net.placed[row];
    auto number = static_cast<std::uint32_t>(net.problem.first_edge_of(row));
    for (const Edge& edge : net.problem.edges_of(row)) {
      if (wanted == 0) break;
      if (!net.taken[number] && net.has_free_slot(edge.column) &&
          edge.cost + net.next_slot_cost(edge.column) < net.problem.penalty_of(row)) {
        net.take(number);
        --wanted;
      }
      ++number;
    }
  }
}

void price_unplaced_rows(Network& net) {
  for (std::uint32_t i = 0; i < net.row_price.size(); ++i) {
    if (net.placed[i] > 0) continue;
    net.row_price[i] = net.problem.penalty_of(i);
    for (const Edge& edge : net.problem.edges_of(i)) {
      net.row_price[i] = std::min(net.row_price[i], edge.cost + net.column_price[edge.column]);
    }
  }
}

// A column without capacity is worth what the keenest row would give for a slot of it.
void price_closed_columns(Network& net) {
  for (std::int64_t& price : net.column_price) {
    if (price == closed_price) price = 0;
  }
  for (const Edge& edge : net.problem.edges()) {
    if (net.problem.columns()[edge.column].capacity > 0) continue;
    std::int64_t& price = net.column_price[edge.column];
    price = std::max(price, net.row_price[edge.row] - edge.cost);
  }
}

std::int64_t cost_of(const Network& net) {
  std::int64_t cost = 0;
  std::vector<std::int32_t> filled(net.row_price.size(), 0);
  for (std::size_t e = 0; e < net.taken.size(); ++e) {
    if (!net.taken[e]) continue;
    cost += net.problem.edges()[e].cost;
    ++filled[net.problem.edges()[e].row];
  }
  for (std::uint32_t i = 0; i < filled.size(); ++i) {
    cost += (net.problem.rows()[i].places - filled[i]) * net.problem.penalty_of(i);
  }
  for (std::size_t j = 0; j < net.load.size(); ++j) {
    const std::int64_t load = net.load[j];
    cost += load * (load - 1) / 2 * net.problem.columns()[j].repeat_cost;
  }
  return cost;
}

// The dual's value: what rows would pay, less what columns would earn, less bargains left.
std::int64_t lower_bound_of(const Network& net) {
  std::int64_t bound = 0;
  for (std::uint32_t i = 0; i < net.row_price.size(); ++i) {
    bound += net.problem.rows()[i].places * net.row_price[i];
  }
  for (std::uint32_t j = 0; j < net.column_price.size(); ++j) {
    const std::int64_t step = net.problem.columns()[j].repeat_cost;
    for (std::int32_t slot = 0; slot < net.problem.slots_of(j); ++slot) {
      const std::int64_t earned = net.column_price[j] - slot * step;
      if (earned <= 0) break;
      bound -= earned;
    }
  }
  for (const Edge& edge : net.problem.edges()) {
    const std::int64_t regret = edge.cost + net.column_price[edge.column] - net.row_price[edge.row];
    bound += std::min<std::int64_t>(0, regret);
  }
  return bound;
}

}  // namespace
}  // namespace lastmile::solver::assign
