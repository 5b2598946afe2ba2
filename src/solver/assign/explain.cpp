#include "solver/assign/explain.h"

#include <algorithm>
#include <tuple>

#include "base/assert.h"

namespace lastmile::solver::assign {

std::vector<Choice> choices_of(const Problem& problem, const Plan& plan, std::uint32_t row) {
  ASSERT(row < problem.rows().size());
  const auto chosen = std::ranges::equal_range(plan.pairs, row, {}, &Edge::row);
  std::vector<Choice> choices;
  for (const Edge& edge : problem.edges_of(row)) {
    Choice choice{edge.column, false, edge.cost, plan.column_price[edge.column], 0};
    choice.chosen = std::ranges::binary_search(chosen, edge.column, {}, &Edge::column);
    if (!choice.chosen) {
      choice.regret = std::max<std::int64_t>(0, choice.cost + choice.price - plan.row_price[row]);
    }
    choices.push_back(choice);
  }
  std::ranges::sort(choices, {},
                    [](const Choice& c) { return std::tuple(!c.chosen, c.regret, c.column); });
  return choices;
}

}  // namespace lastmile::solver::assign
