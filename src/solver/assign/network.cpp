#include "solver/assign/network.h"

#include <algorithm>

namespace lastmile::solver::assign {

Network::Network(const Problem& of)
    : problem(of),
      row_price(of.rows().size(), 0),
      column_price(of.columns().size(), 0),
      placed(of.rows().size(), 0),
      empty(of.rows().size(), 0),
      taken(of.edges().size(), 0),
      load(of.columns().size(), 0),
      first_slot_(of.columns().size() + 1, 0) {
  for (std::uint32_t j = 0; j < load.size(); ++j) {
    const auto slots = static_cast<std::size_t>(of.slots_of(j));
    first_slot_[j + 1] = first_slot_[j] + slots;
    if (slots == 0) column_price[j] = closed_price;
  }
  slots_.resize(first_slot_.back());
}

void Network::take(std::uint32_t edge) {
  const std::uint32_t column = problem.edges()[edge].column;
  slots_[first_slot_[column] + static_cast<std::size_t>(load[column]++)] = edge;
  taken[edge] = 1;
}

void Network::release(std::uint32_t edge) {
  const std::uint32_t column = problem.edges()[edge].column;
  const auto begin = slots_.begin() + static_cast<std::ptrdiff_t>(first_slot_[column]);
  const auto last = begin + --load[column];
  *std::find(begin, last, edge) = *last;
  taken[edge] = 0;
}

bool Network::step(const Budget& budget) {
  if (stopped_) return true;
  stopped_ = steps == budget.steps_max ||
             (steps > 0 && steps % 256 == 0 && budget.out_of_time && budget.out_of_time());
  if (!stopped_) ++steps;
  return stopped_;
}

}  // namespace lastmile::solver::assign
