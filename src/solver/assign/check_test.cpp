#include "solver/assign/check.h"

#include <gtest/gtest.h>

#include <limits>

#include "solver/assign/explain.h"
#include "solver/assign/small_test_problems.h"
#include "solver/assign/solve.h"

namespace lastmile::solver::assign {
namespace {

// Rows 0 and 1 both like column 0; row 1 can go elsewhere for 4 more; row 2 is too dear to serve.
const Problem& example() {
  static const Problem problem =
      make_problem({{{1, 50}, {1, 50}, {1, 50}},
                    {{1, 0}, {1, 0}},
                    {{0, 0, 10}, {1, 0, 12}, {1, 1, 16}, {2, 0, 49}, {2, 1, 60}}})
          .value();
  return problem;
}

Plan right() { return solve(example(), {}, 1); }

std::vector<Violation> violations_of(const Plan& plan) { return check(example(), plan).violations; }

TEST(Check, PassesARightPlan) {
  const Plan plan = right();
  EXPECT_EQ(plan.pairs, (std::vector<Edge>{{0, 0, 10}, {1, 1, 16}}));
  const Verdict verdict = check(example(), plan);
  EXPECT_TRUE(verdict.violations.empty());
  EXPECT_TRUE(verdict.optimal);
  EXPECT_EQ(verdict.cost, 76);
  EXPECT_EQ(verdict.lower_bound, 76);
}

TEST(Check, NamesEachFault) {
  struct Case {
    void (*spoil)(Plan&);
    std::vector<Violation> named;
  };
  const Case cases[] = {
      {[](Plan& p) { p.cost = 75; }, {{"/cost", "wrong_cost"}}},
      {[](Plan& p) { p.lower_bound = 77; }, {{"/lower_bound", "wrong_bound"}}},
      {[](Plan& p) { p.pairs[0].cost = 9; }, {{"/pairs/0", "wrong_cost"}}},
      {[](Plan& p) { p.empty_places[2] = 0; }, {{"/empty_places/2", "wrong_count"}}},
      {[](Plan& p) { p.pairs[0].row = 3; },
       {{"/pairs/0", "range"},
        {"/empty_places/0", "wrong_count"},
        {"/cost", "wrong_cost"},
        {"/optimal", "not_optimal"}}},
      {[](Plan& p) { p.pairs[0].column = 1; },
       {{"/pairs/0", "not_a_candidate"}, {"/columns/1", "over_capacity"}}},
      {[](Plan& p) { p.pairs.push_back({2, 1, 60}); },
       {{"/columns/1", "over_capacity"},
        {"/empty_places/2", "wrong_count"},
        {"/cost", "wrong_cost"},
        {"/optimal", "not_optimal"}}},
      {[](Plan& p) { p.pairs.push_back({1, 1, 16}); },
       {{"/pairs/2", "repeated"},
        {"/columns/1", "over_capacity"},
        {"/rows/1", "over_places"},
        {"/empty_places/1", "wrong_count"},
        {"/cost", "wrong_cost"},
        {"/optimal", "not_optimal"}}},
      {[](Plan& p) { p.row_price[2] = 51; }, {{"/row_price/2", "price_above_penalty"}}},
      {[](Plan& p) { p.column_price[0] = 0; },
       {{"/lower_bound", "wrong_bound"}, {"/optimal", "not_optimal"}}},
      {[](Plan& p) { p.row_price.pop_back(); }, {{"/row_price", "wrong_size"}}},
      {[](Plan& p) { p.column_price.push_back(0); }, {{"/column_price", "wrong_size"}}},
      {[](Plan& p) { p.empty_places.clear(); }, {{"/empty_places", "wrong_size"}}},
  };
  for (const Case& c : cases) {
    Plan plan = right();
    c.spoil(plan);
    const Verdict verdict = check(example(), plan);
    EXPECT_FALSE(verdict.optimal);
    EXPECT_EQ(verdict.violations.size(), c.named.size());
    for (std::size_t i = 0; i < std::min(c.named.size(), verdict.violations.size()); ++i) {
      EXPECT_EQ(verdict.violations[i].path + ' ' + verdict.violations[i].code,
                c.named[i].path + ' ' + c.named[i].code);
    }
  }
}

TEST(Check, DoesNotBelieveAWorsePlanToBeOptimal) {
  Plan plan = right();
  plan.pairs = {{0, 0, 10}};
  plan.empty_places = {0, 1, 1};
  plan.cost = 110;
  EXPECT_EQ(violations_of(plan), (std::vector<Violation>{{"/optimal", "not_optimal"}}));
  plan.optimal = false;
  EXPECT_TRUE(violations_of(plan).empty());
  EXPECT_FALSE(check(example(), plan).optimal);
}

TEST(Check, BearsPricesOfAnySize) {
  constexpr auto low = std::numeric_limits<std::int64_t>::min();
  constexpr auto high = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t price : {low, high, low + 1, high - 1}) {
    Plan plan = right();
    plan.optimal = false;
    plan.lower_bound = low;
    std::ranges::fill(plan.row_price, price);
    std::ranges::fill(plan.column_price, -(price + 1));
    EXPECT_LE(check(example(), plan).lower_bound, 76);
  }
}

TEST(Check, BoundHoldsForWhateverPrices) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Rng rng(seed);
    const Problem problem =
        make_problem(random_input(rng, {.places_max = 2, .capacity_max = 2, .repeat_max = 9}))
            .value();
    Plan plan = solve(problem, {}, seed);
    const std::int64_t least = plan.cost;
    plan.optimal = false;
    for (std::int64_t& price : plan.row_price) {
      price += static_cast<std::int64_t>(rng.below(41)) - 20;
    }
    for (std::int64_t& price : plan.column_price) {
      price += static_cast<std::int64_t>(rng.below(41)) - 20;
    }
    ASSERT_LE(check(problem, plan).lower_bound, least) << seed;
  }
}

TEST(Choices, SayWhyAndWhatTheOthersWouldCost) {
  const Plan plan = right();
  // Column 0 is worth 4 to row 1, so row 0 pays 10 + 4; row 1 is as well served by either.
  EXPECT_EQ(choices_of(example(), plan, 0), (std::vector<Choice>{{0, true, 10, 4, 0}}));
  EXPECT_EQ(choices_of(example(), plan, 1),
            (std::vector<Choice>{{1, true, 16, 0, 0}, {0, false, 12, 4, 0}}));
  // Row 2 stays empty for 50: each candidate costs more once its worth to others is counted.
  EXPECT_EQ(choices_of(example(), plan, 2),
            (std::vector<Choice>{{0, false, 49, 4, 3}, {1, false, 60, 0, 10}}));
}

TEST(Choices, RegretIsNeverMoreThanForcingThePairCosts) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Rng rng(seed);
    Input input = random_input(rng, {.required_in_100 = 0});
    const Problem problem = make_problem(input).value();
    const Plan plan = solve(problem, {}, seed);
    for (std::uint32_t row = 0; row < input.rows.size(); ++row) {
      for (const Choice& choice : choices_of(problem, plan, row)) {
        // Forced: the row has no other candidate, and leaving it empty is out of the question.
        if (input.columns[choice.column].capacity == 0) continue;
        Input forced = input;
        std::erase_if(forced.edges,
                      [&](const Edge& e) { return e.row == row && e.column != choice.column; });
        forced.rows[row].penalty = 1000;
        const Plan instead = solve(make_problem(forced).value(), {}, seed);
        if (choice.chosen) {
          ASSERT_EQ(instead.cost, plan.cost);
        } else {
          ASSERT_GE(instead.cost, plan.cost + choice.regret) << seed;
        }
      }
    }
  }
}

}  // namespace
}  // namespace lastmile::solver::assign
