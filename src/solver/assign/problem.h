#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"

/// Optimal assignment of columns (who can do) to rows (what is to be done) over sparse candidate
/// edges. Pure: no I/O, no clock; the same problem and seed give the same plan on every machine.
namespace lastmile::solver::assign {

/// Something that needs `places` different columns. An empty place costs `penalty`; without one
/// the row is required: its places stay empty only where no plan could fill one more.
struct Row {
  std::int32_t places = 1;                             // [1, 10,000]
  std::optional<std::int64_t> penalty = std::nullopt;  // for each empty place, ≥ 0
};

/// Something that can serve up to `capacity` rows, at most once each. Its k-th row costs
/// (k − 1) × repeat_cost on top of the edge, so that work spreads when that is nearly as good.
struct Column {
  std::int32_t capacity = 1;     // [0, 1,000,000]
  std::int64_t repeat_cost = 0;  // ≥ 0
};

/// A candidate: this column may serve this row at this cost. Without an edge it may not.
struct Edge {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  std::int64_t cost = 0;  // may be negative, e.g. for a bond worth keeping

  friend bool operator==(const Edge&, const Edge&) = default;
};

struct Input {
  std::vector<Row> rows;
  std::vector<Column> columns;
  std::vector<Edge> edges;
};

inline constexpr std::size_t rows_max = 1'000'000;
inline constexpr std::size_t columns_max = 10'000'000;
inline constexpr std::size_t edges_max = 50'000'000;
inline constexpr std::int64_t cost_max = 1'000'000'000'000;
inline constexpr std::size_t bad_fields_max = 1'000;  // more errors than these are not listed

/// A checked problem; immutable, so any number of threads may solve it.
class Problem {
 public:
  std::span<const Row> rows() const { return input_.rows; }
  std::span<const Column> columns() const { return input_.columns; }
  /// All edges by row, then cost, then column.
  std::span<const Edge> edges() const { return input_.edges; }
  std::span<const Edge> edges_of(std::uint32_t row) const {
    return edges().subspan(first_edge_[row], first_edge_[row + 1] - first_edge_[row]);
  }
  std::size_t first_edge_of(std::uint32_t row) const { return first_edge_[row]; }

  /// What an empty place of this row costs: its penalty, or `required_penalty()`.
  std::int64_t penalty_of(std::uint32_t row) const {
    return input_.rows[row].penalty.value_or(required_penalty_);
  }
  /// More than any two plans can differ in edges, repeats and stated penalties together.
  std::int64_t required_penalty() const { return required_penalty_; }

  /// How many rows this column can serve at most: its capacity, or fewer when it has fewer edges.
  std::int32_t slots_of(std::uint32_t column) const { return slots_[column]; }

  friend Result<Problem> make_problem(Input input);

 private:
  Problem() = default;

  Input input_;
  std::vector<std::size_t> first_edge_;
  std::vector<std::int32_t> slots_;
  std::int64_t required_penalty_ = 0;
};

/// The problem, or `bad_request` with every error named by JSON Pointer (`/edges/17/row`) and code:
/// range (a number outside its limits, a row or column that does not exist), duplicate (a pair
/// given twice; the later one is named), too_many, and too_large at `/edges` when costs × places
/// would leave 64 bits. O(m log m).
Result<Problem> make_problem(Input input);

}  // namespace lastmile::solver::assign
