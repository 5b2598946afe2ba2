#include "solver/assign/problem.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lastmile::solver::assign {
namespace {

using Named = std::vector<std::pair<std::string, std::string>>;

Named errors_of(Input input) {
  const auto problem = make_problem(std::move(input));
  Named named;
  if (problem.ok()) return named;
  EXPECT_EQ(problem.refused().refusal, bad_request);
  for (const BadField& field : problem.refused().fields) {
    EXPECT_FALSE(field.en.empty());
    EXPECT_FALSE(field.zh.empty());
    named.emplace_back(field.path, field.code);
  }
  return named;
}

const Input good{{{1, {}}, {2, 7}}, {{1, 0}, {0, 3}}, {{1, 0, 5}, {0, 1, -2}, {1, 1, 0}}};

TEST(Problem, KeepsWhatItWasGivenSorted) {
  const Problem problem = make_problem(good).value();
  EXPECT_EQ(problem.rows().size(), 2);
  EXPECT_EQ(problem.columns().size(), 2);
  const auto of_row_1 = problem.edges_of(1);
  EXPECT_EQ(std::vector<Edge>(of_row_1.begin(), of_row_1.end()),
            (std::vector<Edge>{{1, 1, 0}, {1, 0, 5}}));
  EXPECT_EQ(problem.edges_of(0).size(), 1);
  EXPECT_EQ(problem.penalty_of(1), 7);
  EXPECT_EQ(problem.penalty_of(0), problem.required_penalty());
  EXPECT_EQ(problem.slots_of(0), 1);
  EXPECT_EQ(problem.slots_of(1), 0);
}

TEST(Problem, RequiredRowsOutweighAllElse) {
  // Any two plans of the good input differ by at most 3 places × 7 or 5 + 2 of edges.
  EXPECT_GT(make_problem(good).value().required_penalty(), 3 * 7 + 5 + 2);
}

TEST(Problem, MayBeEmptyOrHaveRowsWithoutEdges) {
  EXPECT_TRUE(make_problem({}).ok());
  const Problem problem = make_problem({{{1, {}}, {1, {}}}, {}, {}}).value();
  EXPECT_TRUE(problem.edges_of(0).empty());
  EXPECT_TRUE(problem.edges_of(1).empty());
}

TEST(Problem, NamesEveryErrorWithItsPath) {
  Input input = good;
  input.rows[0].places = 0;
  input.rows[1].places = 10'001;
  input.rows[1].penalty = -1;
  input.columns[0].capacity = -1;
  input.columns[1].capacity = 1'000'001;
  input.columns[1].repeat_cost = -5;
  input.edges[0].row = 2;
  input.edges[1].column = 2;
  input.edges[2].cost = cost_max + 1;
  EXPECT_EQ(errors_of(input), (Named{{"/rows/0/places", "range"},
                                     {"/rows/1/places", "range"},
                                     {"/rows/1/penalty", "range"},
                                     {"/columns/0/capacity", "range"},
                                     {"/columns/1/capacity", "range"},
                                     {"/columns/1/repeat_cost", "range"},
                                     {"/edges/0/row", "range"},
                                     {"/edges/1/column", "range"},
                                     {"/edges/2/cost", "range"}}));
}

TEST(Problem, NamesTheLaterOfTwoEqualPairs) {
  Input input = good;
  input.edges.push_back({0, 1, 99});
  input.edges.push_back({1, 0, 5});
  Named errors = errors_of(input);
  std::ranges::sort(errors);
  EXPECT_EQ(errors, (Named{{"/edges/3", "duplicate"}, {"/edges/4", "duplicate"}}));
}

TEST(Problem, RefusesCostsWhoseSumsLeave64Bits) {
  Input input;
  input.rows.assign(1000, {10'000, std::nullopt});
  input.columns.push_back({});
  input.edges.push_back({0, 0, cost_max});
  EXPECT_EQ(errors_of(input), (Named{{"/edges", "too_large"}}));
  // With a penalty on every row no required penalty has to outweigh the rest.
  for (Row& row : input.rows) row.penalty = 5;
  EXPECT_EQ(errors_of(input), (Named{{"/edges", "too_large"}}));
  input.edges[0].cost = 1'000'000;
  EXPECT_TRUE(errors_of(input).empty());
}

TEST(Problem, RefusesListsThatAreTooLong) {
  Input input;
  input.rows.resize(rows_max + 1);
  EXPECT_EQ(errors_of(input), (Named{{"/rows", "too_many"}}));
}

TEST(Problem, ListsABoundedNumberOfErrors) {
  Input input;
  input.rows.assign(bad_fields_max + 500, {0, 1});
  EXPECT_EQ(errors_of(input).size(), bad_fields_max);
}

}  // namespace
}  // namespace lastmile::solver::assign
