#include "solver/assign/solve.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "solver/assign/check.h"
#include "solver/assign/small_test_problems.h"

namespace lastmile::solver::assign {
namespace {

Problem problem_of(Input input) { return make_problem(std::move(input)).value(); }

std::string text_of(const std::vector<Violation>& violations) {
  std::string text;
  for (const Violation& each : violations) text += each.path + ' ' + each.code + '\n';
  return text;
}

void expect_optimal(const Problem& problem, const Plan& plan) {
  const Verdict verdict = check(problem, plan);
  EXPECT_EQ(text_of(verdict.violations), "");
  EXPECT_TRUE(verdict.optimal);
  EXPECT_TRUE(plan.optimal);
  EXPECT_EQ(plan.gap(), 0);
}

const std::vector<Shape> shapes{
    {.rows = 5, .columns = 5},
    {.rows = 6, .columns = 3},
    {.rows = 3, .columns = 7, .places_max = 3},
    {.rows = 4, .columns = 4, .places_max = 3, .capacity_max = 3},
    {.rows = 6, .columns = 3, .capacity_max = 4, .repeat_max = 8},
    {.rows = 4, .columns = 4, .places_max = 2, .capacity_max = 3, .repeat_max = 15},
    {.rows = 5, .columns = 4, .capacity_max = 2, .cost_span = 2, .edges_in_100 = 90},
    {.rows = 5, .columns = 5, .edges_in_100 = 90, .required_in_100 = 100},
    {.rows = 5, .columns = 5, .edges_in_100 = 30, .required_in_100 = 0},
    {.rows = 5,
     .columns = 4,
     .places_max = 2,
     .capacity_max = 2,
     .cost_span = 1,
     .edges_in_100 = 100},
};

class Solve : public ::testing::TestWithParam<std::size_t> {};

TEST_P(Solve, EqualsTheBestOfAllPlans) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Rng rng(seed);
    const Problem problem = problem_of(random_input(rng, shapes[GetParam()]));
    const Plan plan = solve(problem, {}, seed);
    expect_optimal(problem, plan);
    ASSERT_EQ(plan.cost, EveryPlan(problem).least_cost());
  }
}

// The meaning of the prices: one more slot, one place fewer.
TEST_P(Solve, PricesWhatASlotAndAPlaceAreWorth) {
  for (std::uint64_t seed = 1000; seed < 1040; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Rng rng(seed);
    Input input = random_input(rng, shapes[GetParam()]);
    for (Row& row : input.rows) row.penalty = row.penalty.value_or(1000);
    const Problem problem = problem_of(input);
    const Plan plan = solve(problem, {}, seed);
    for (std::size_t j = 0; j < input.columns.size(); ++j) {
      if (input.columns[j].repeat_cost > 0) continue;
      Input wider = input;
      ++wider.columns[j].capacity;
      ASSERT_EQ(plan.cost - EveryPlan(problem_of(wider)).least_cost(), plan.column_price[j]) << j;
    }
    for (std::size_t i = 0; i < input.rows.size(); ++i) {
      if (input.rows[i].places == 1) continue;
      Input fewer = input;
      --fewer.rows[i].places;
      ASSERT_EQ(plan.cost - EveryPlan(problem_of(fewer)).least_cost(), plan.row_price[i]) << i;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, Solve, ::testing::Range(std::size_t{0}, shapes.size()));

TEST(Solve, LargerProblemsProveThemselves) {
  const std::vector<Shape> large{
      {.rows = 300, .columns = 300, .cost_span = 1000, .edges_in_100 = 10},
      {.rows = 300, .columns = 150, .cost_span = 1000, .edges_in_100 = 10, .required_in_100 = 0},
      {.rows = 100,
       .columns = 200,
       .places_max = 5,
       .capacity_max = 3,
       .repeat_max = 50,
       .cost_span = 300,
       .edges_in_100 = 10},
      {.rows = 200,
       .columns = 20,
       .capacity_max = 20,
       .repeat_max = 9,
       .cost_span = 50,
       .edges_in_100 = 50},
      {.rows = 200, .columns = 200, .cost_span = 1, .edges_in_100 = 5},
      {.rows = 150,
       .columns = 150,
       .cost_span = 1'000'000'000,
       .edges_in_100 = 100,
       .required_in_100 = 0},
  };
  for (std::size_t s = 0; s < large.size(); ++s) {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      SCOPED_TRACE(std::to_string(s) + " seed " + std::to_string(seed));
      Rng rng(seed);
      const Problem problem = problem_of(random_input(rng, large[s]));
      expect_optimal(problem, solve(problem, {}, seed));
    }
  }
}

TEST(Solve, OfNothingIsNothing) {
  const Plan plan = solve(problem_of({}), {}, 1);
  EXPECT_TRUE(plan.optimal);
  EXPECT_EQ(plan.cost, 0);
  EXPECT_TRUE(plan.pairs.empty());
}

TEST(Solve, LeavesRequiredPlacesEmptyOnlyWhenItMust) {
  // Two required rows want column 0; only row 1 has another, dear one. Row 2 has nobody at all.
  Input input{{{1, {}}, {1, {}}, {2, {}}}, {{1, 0}, {1, 0}}, {{0, 0, 5}, {1, 0, 1}, {1, 1, 900}}};
  const Problem problem = problem_of(input);
  const Plan plan = solve(problem, {}, 1);
  expect_optimal(problem, plan);
  EXPECT_EQ(plan.pairs, (std::vector<Edge>{{0, 0, 5}, {1, 1, 900}}));
  EXPECT_EQ(plan.empty_places, (std::vector<std::int32_t>{0, 0, 2}));
  EXPECT_EQ(plan.cost, 905 + 2 * problem.required_penalty());
}

TEST(Solve, SpreadsRepeatedWorkWhenNearlyAsGood) {
  Input input{{{1, 100}, {1, 100}, {1, 100}},
              {{3, 0}, {1, 0}},
              {{0, 0, 10}, {1, 0, 10}, {2, 0, 10}, {2, 1, 14}}};
  EXPECT_EQ(solve(problem_of(input), {}, 1).cost, 30);
  input.columns[0].repeat_cost = 3;  // the third row would cost 10 + 6: column 1 is cheaper
  const Plan plan = solve(problem_of(input), {}, 1);
  EXPECT_EQ(plan.pairs, (std::vector<Edge>{{0, 0, 10}, {1, 0, 10}, {2, 1, 14}}));
  EXPECT_EQ(plan.cost, 37);
}

TEST(Solve, IsTheSameForTheSameSeed) {
  Rng rng(5);
  const Problem problem = problem_of(random_input(
      rng, {.rows = 200, .columns = 150, .places_max = 2, .capacity_max = 2, .cost_span = 3}));
  const Plan one = solve(problem, {}, 42);
  const Plan same = solve(problem, {}, 42);
  EXPECT_EQ(one.pairs, same.pairs);
  EXPECT_EQ(one.row_price, same.row_price);
  EXPECT_EQ(one.steps, same.steps);
  // Other seeds choose other plans of the same cost; the least prices are the problem's own.
  bool another = false;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Plan other = solve(problem, {}, seed);
    another = another || other.pairs != one.pairs;
    EXPECT_EQ(other.cost, one.cost);
    EXPECT_EQ(other.row_price, one.row_price);
    EXPECT_EQ(other.column_price, one.column_price);
  }
  EXPECT_TRUE(another);
}

TEST(Solve, StopsWithAValidPlanAndItsGap) {
  Rng rng(6);
  const Problem problem = problem_of(random_input(
      rng, {.rows = 200, .columns = 120, .places_max = 2, .capacity_max = 2, .cost_span = 500}));
  const Plan best = solve(problem, {}, 1);
  ASSERT_TRUE(best.optimal);
  std::int64_t gap = std::numeric_limits<std::int64_t>::max();
  for (std::uint64_t steps = 0; steps < best.steps; steps += 1 + best.steps / 20) {
    const Plan plan = solve(problem, {.steps_max = steps}, 1);
    const Verdict verdict = check(problem, plan);
    EXPECT_EQ(text_of(verdict.violations), "") << steps;
    EXPECT_LE(plan.lower_bound, best.cost) << steps;
    EXPECT_GE(plan.cost, best.cost) << steps;
    EXPECT_EQ(plan.steps, steps);
    gap = std::min(gap, plan.gap());
  }
  EXPECT_LT(gap, solve(problem, {.steps_max = 0}, 1).gap());
}

TEST(Solve, AsksForTheDeadlineEvery256Steps) {
  Rng rng(6);
  const Problem problem = problem_of(
      random_input(rng, {.rows = 2000, .columns = 1000, .cost_span = 500, .edges_in_100 = 2}));
  int asked = 0;
  const Plan plan = solve(problem, {.out_of_time = [&] { return ++asked == 3; }}, 1);
  EXPECT_EQ(plan.steps, 3 * 256);
  EXPECT_EQ(asked, 3);
  EXPECT_FALSE(plan.optimal);
  EXPECT_EQ(text_of(check(problem, plan).violations), "");
}

// OR-Library (J. E. Beasley, JORS 41 (1990) 1069): n, then n × n costs. In the folder named by
// LASTMILE_SHARED, or in a folder "shared" beside the checkout.
std::filesystem::path instance(int size) {
  const auto name = std::filesystem::path("data/instances/orlib-assign") /
                    ("assign" + std::to_string(size) + ".txt");
  if (const char* shared = std::getenv("LASTMILE_SHARED")) return shared / name;
  std::filesystem::path here = std::filesystem::current_path();
  while (!exists(here / "shared" / name) && here != here.root_path()) here = here.parent_path();
  return here / "shared" / name;
}

TEST(Solve, FindsTheOptimaOfOrLibrary) {
  const std::pair<int, std::int64_t> optima[] = {{100, 305}, {200, 475},  {300, 626},  {400, 804},
                                                 {500, 991}, {600, 1176}, {700, 1362}, {800, 1552}};
  if (!std::filesystem::exists(instance(100))) {
    GTEST_SKIP() << "no OR-Library instances; set LASTMILE_SHARED to the folder with data/";
  }
  for (const auto& [size, optimum] : optima) {
    std::ifstream file(instance(size));
    std::uint32_t n = 0;
    file >> n;
    ASSERT_EQ(n, static_cast<std::uint32_t>(size));
    Input input{std::vector<Row>(n), std::vector<Column>(n), {}};
    for (std::uint32_t i = 0; i < n; ++i) {
      for (std::uint32_t j = 0; j < n; ++j) {
        std::int64_t cost = 0;
        ASSERT_TRUE(file >> cost);
        input.edges.push_back({i, j, cost});
      }
    }
    const Problem problem = problem_of(std::move(input));
    const Plan plan = solve(problem, {}, 1);
    EXPECT_EQ(plan.cost, optimum) << size;
    expect_optimal(problem, plan);
  }
}

}  // namespace
}  // namespace lastmile::solver::assign
