#include "solver/assign/problem.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>

namespace lastmile::solver::assign {
namespace {

constexpr std::int32_t places_max = 10'000;
constexpr std::int32_t capacity_max = 1'000'000;
// The largest sum of costs, a quarter of what 64 bits hold: bounds subtract such sums twice.
constexpr double sum_max = 0x1p60;

class Errors {
 public:
  void out_of_range(std::string path, std::int64_t min, std::int64_t max);
  void add(BadField field);
  bool any() const { return !refused_.fields.empty(); }
  Refused take() && { return std::move(refused_); }

 private:
  Refused refused_{bad_request};
};

void check_sizes(const Input& input, Errors& errors);
void check_rows(const Input& input, Errors& errors);
void check_columns(const Input& input, Errors& errors);
void check_edges(const Input& input, Errors& errors);
void check_duplicates(const Input& input, Errors& errors);
std::int64_t required_penalty_of(const Input& input, Errors& errors);
std::vector<std::int32_t> slots_of(const Input& input);

}  // namespace

Result<Problem> make_problem(Input input) {
  Errors errors;
  check_sizes(input, errors);
  if (errors.any()) return std::move(errors).take();
  check_rows(input, errors);
  check_columns(input, errors);
  check_edges(input, errors);
  if (!errors.any()) check_duplicates(input, errors);
  Problem problem;
  if (!errors.any()) problem.required_penalty_ = required_penalty_of(input, errors);
  if (errors.any()) return std::move(errors).take();

  std::ranges::sort(input.edges, [](const Edge& a, const Edge& b) {
    return std::tie(a.row, a.cost, a.column) < std::tie(b.row, b.cost, b.column);
  });
  problem.first_edge_.assign(input.rows.size() + 1, 0);
  for (const Edge& edge : input.edges) ++problem.first_edge_[edge.row + 1];
  std::partial_sum(problem.first_edge_.begin(), problem.first_edge_.end(),
                   problem.first_edge_.begin());
  problem.slots_ = slots_of(input);
  problem.input_ = std::move(input);
  return problem;
}

namespace {

void Errors::out_of_range(std::string path, std::int64_t min, std::int64_t max) {
  const std::string low = std::to_string(min);
  const std::string high = std::to_string(max);
  add({std::move(path), "range", "must be between " + low + " and " + high,
       "应在 " + low + " 到 " + high + " 之间"});
}

void Errors::add(BadField field) {
  if (refused_.fields.size() < bad_fields_max) refused_.fields.push_back(std::move(field));
}

// "/edges/17/row"
std::string path_of(const char* list, std::size_t index, const char* member) {
  return std::string("/") + list + '/' + std::to_string(index) + '/' + member;
}

void check_sizes(const Input& input, Errors& errors) {
  const auto check = [&errors](const char* path, std::size_t size, std::size_t max) {
    if (size > max) {
      errors.add(
          {path, "too_many", "is too long; split the problem by area", "过长，请按区域拆分"});
    }
  };
  check("/rows", input.rows.size(), rows_max);
  check("/columns", input.columns.size(), columns_max);
  check("/edges", input.edges.size(), edges_max);
}

bool within(std::int64_t value, std::int64_t min, std::int64_t max) {
  return value >= min && value <= max;
}

void check_rows(const Input& input, Errors& errors) {
  for (std::size_t i = 0; i < input.rows.size(); ++i) {
    const Row& row = input.rows[i];
    if (!within(row.places, 1, places_max))
      errors.out_of_range(path_of("rows", i, "places"), 1, places_max);
    if (row.penalty && !within(*row.penalty, 0, cost_max)) {
      errors.out_of_range(path_of("rows", i, "penalty"), 0, cost_max);
    }
  }
}

void check_columns(const Input& input, Errors& errors) {
  for (std::size_t j = 0; j < input.columns.size(); ++j) {
    const Column& column = input.columns[j];
    if (!within(column.capacity, 0, capacity_max)) {
      errors.out_of_range(path_of("columns", j, "capacity"), 0, capacity_max);
    }
    if (!within(column.repeat_cost, 0, cost_max)) {
      errors.out_of_range(path_of("columns", j, "repeat_cost"), 0, cost_max);
    }
  }
}

void check_edges(const Input& input, Errors& errors) {
  const auto last = [](const auto& list) { return static_cast<std::int64_t>(list.size()) - 1; };
  for (std::size_t e = 0; e < input.edges.size(); ++e) {
    const Edge& edge = input.edges[e];
    if (edge.row >= input.rows.size())
      errors.out_of_range(path_of("edges", e, "row"), 0, last(input.rows));
    if (edge.column >= input.columns.size()) {
      errors.out_of_range(path_of("edges", e, "column"), 0, last(input.columns));
    }
    if (!within(edge.cost, -cost_max, cost_max)) {
      errors.out_of_range(path_of("edges", e, "cost"), -cost_max, cost_max);
    }
  }
}

void check_duplicates(const Input& input, Errors& errors) {
  std::vector<std::uint32_t> order(input.edges.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto key = [&input](std::uint32_t e) {
    return std::tuple(input.edges[e].row, input.edges[e].column, e);
  };
  std::ranges::sort(order, {}, key);
  for (std::size_t i = 1; i < order.size(); ++i) {
    const Edge& one = input.edges[order[i - 1]];
    const Edge& two = input.edges[order[i]];
    if (one.row == two.row && one.column == two.column) {
      errors.add({"/edges/" + std::to_string(order[i]), "duplicate",
                  "repeats an earlier pair of row and column; keep one",
                  "与前面的行列重复，请只留一条"});
    }
  }
}

// A plan's cost without required rows lies within ± spread, so 2 × spread + 1 outweighs it all.
std::int64_t required_penalty_of(const Input& input, Errors& errors) {
  std::int64_t places = 0;
  std::int64_t penalty = 0;
  bool any_required = false;
  for (const Row& row : input.rows) {
    places += row.places;
    any_required = any_required || !row.penalty;
    penalty = std::max(penalty, row.penalty.value_or(0));
  }
  std::int64_t edge_cost = 0;
  for (const Edge& edge : input.edges) edge_cost = std::max(edge_cost, std::abs(edge.cost));
  const std::vector<std::int32_t> slots = slots_of(input);
  std::int64_t repeat = 0;
  for (std::size_t j = 0; j < slots.size(); ++j) {
    repeat = std::max(repeat, std::max(0, slots[j] - 1) * input.columns[j].repeat_cost);
  }
  const std::int64_t place_cost = 1 + std::max(penalty, edge_cost + repeat);
  const double spread = static_cast<double>(places) * static_cast<double>(place_cost);
  if ((any_required ? static_cast<double>(places) * (2 * spread + 1) : 2 * spread) > sum_max) {
    errors.add({"/edges", "too_large",
                "costs times places do not fit 64 bits; use smaller cost units",
                "费用与名额之积超出 64 位，请改用更小的费用单位"});
    return 0;
  }
  return 2 * places * place_cost + 1;
}

std::vector<std::int32_t> slots_of(const Input& input) {
  std::vector<std::int32_t> slots(input.columns.size(), 0);
  for (const Edge& edge : input.edges) {
    if (slots[edge.column] < input.columns[edge.column].capacity) ++slots[edge.column];
  }
  return slots;
}

}  // namespace
}  // namespace lastmile::solver::assign
