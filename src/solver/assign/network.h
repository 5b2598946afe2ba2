#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "solver/assign/problem.h"
#include "solver/assign/solve.h"

namespace lastmile::solver::assign {

/// The flow being built, and the prices that keep it optimal for the places filled so far.
/// Inside `solve` only. Invariants, with s(j, k) = (k − 1) × repeat_cost the cost of slot k:
///   an edge not taken   cost + column_price ≥ row_price, once its row has been placed
///   an edge taken       cost + column_price ≤ row_price
///   a row               row_price ≤ penalty, and equal once a place was left empty
///   a column            s(load) ≤ column_price ≤ s(load + 1); 0 while it is free
struct Network {
  explicit Network(const Problem& of);

  const Problem& problem;
  std::vector<std::int64_t> row_price;
  std::vector<std::int64_t> column_price;
  std::vector<std::int32_t> placed;  // places decided, filled or left empty
  std::vector<std::int32_t> empty;   // places left empty
  std::vector<std::uint8_t> taken;   // for each edge
  std::vector<std::int32_t> load;    // taken edges of each column
  std::uint64_t steps = 0;

  /// The taken edges of a column, in no order.
  std::span<const std::uint32_t> slots_of(std::uint32_t column) const {
    return {slots_.data() + first_slot_[column], static_cast<std::size_t>(load[column])};
  }
  bool has_free_slot(std::uint32_t column) const { return load[column] < problem.slots_of(column); }
  /// What the next slot of a column costs by itself.
  std::int64_t next_slot_cost(std::uint32_t column) const {
    return load[column] * problem.columns()[column].repeat_cost;
  }
  void take(std::uint32_t edge);
  void release(std::uint32_t edge);

  /// Counts one row about to be scanned; true, from then on, when the budget is used up.
  bool step(const Budget& budget);

 private:
  std::vector<std::size_t> first_slot_;
  std::vector<std::uint32_t> slots_;
  bool stopped_ = false;
};

/// No edge leads to a column without capacity: its price stands above every penalty.
inline constexpr std::int64_t closed_price = std::int64_t{1} << 61;

/// Lets rows of one place bid for columns, each row raising the price of its best to where it
/// likes its second best as much; a row outbid bids again. Fast where rows compete little.
/// Rows it could not settle remain unplaced. Uses at most `bids_max` steps.
void bid(Network& network, std::span<const std::uint32_t> order, const Budget& budget,
         std::uint64_t bids_max);

/// Finds shortest augmenting paths; its arrays are reused from one to the next.
class Augmenter {
 public:
  explicit Augmenter(Network& network);

  /// Decides one more place of this row at least cost for all: fills it, moving others if need
  /// be, or leaves one place empty, of this or another row. False when the budget ended first,
  /// and then nothing has changed.
  bool place(std::uint32_t row, const Budget& budget);

 private:
  // Together, since they are read together: one cache line instead of four.
  struct Node {
    std::int64_t distance = 0;  // from the row being placed; valid in round `seen`
    std::uint32_t by_edge = 0;  // the last edge on the way here
    std::uint32_t seen = 0;     // the last round this node was reached in …
    std::uint32_t settled = 0;  // … and in which its distance was final
  };
  struct Label {
    std::int64_t distance;
    std::uint32_t node;
  };
  static bool later(const Label& a, const Label& b);
  void begin(std::uint32_t row);
  void scan_row(std::uint32_t row, std::int64_t distance);
  void scan_column(std::uint32_t column, std::int64_t distance);
  void reach(std::uint32_t node, std::int64_t distance, std::uint32_t by_edge);
  void raise_prices();
  void move_along_path(std::uint32_t from_row);

  Network& net_;
  std::uint32_t rows_;  // nodes below are rows, the rest columns
  std::vector<Node> nodes_;
  std::vector<Label> heap_;
  std::vector<std::uint32_t> ready_;  // nodes at the distance now being settled
  std::vector<std::uint32_t> settled_;
  std::int64_t now_ = 0;   // the distance being settled
  std::int64_t best_ = 0;  // the shortest way out found so far …
  std::uint32_t end_ = 0;  // … and the node where it ends
  std::uint32_t round_ = 0;
};

/// Lowers all prices of an optimal network to the least that still prove it: then a column's
/// price is exactly what one more slot of it would save.
void lower_prices(Network& network);

}  // namespace lastmile::solver::assign
