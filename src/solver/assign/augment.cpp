#include <algorithm>
#include <limits>

#include "base/assert.h"
#include "solver/assign/network.h"

namespace lastmile::solver::assign {
namespace {

constexpr std::uint32_t no_edge = std::numeric_limits<std::uint32_t>::max();

// The lowest price at which no untaken edge of the row would be a bargain.
std::int64_t opening_price(const Network& net, std::uint32_t row) {
  std::int64_t price = net.problem.penalty_of(row);
  for (const Edge& edge : net.problem.edges_of(row)) {
    if (edge.cost >= price) break;
    price = std::min(price, edge.cost + net.column_price[edge.column]);
  }
  return price;
}

}  // namespace

Augmenter::Augmenter(Network& network)
    : net_(network), rows_(static_cast<std::uint32_t>(network.problem.rows().size())) {
  nodes_.resize(network.problem.rows().size() + network.problem.columns().size());
}

bool Augmenter::place(std::uint32_t row, const Budget& budget) {
  begin(row);
  for (;;) {
    if (ready_.empty()) {
      if (heap_.empty() || heap_.front().distance >= best_) break;
      now_ = heap_.front().distance;
      ready_.push_back(heap_.front().node);
      std::ranges::pop_heap(heap_, later);
      heap_.pop_back();
    }
    const std::uint32_t node = ready_.back();
    ready_.pop_back();
    if (now_ >= best_) break;
    if (nodes_[node].settled == round_) continue;
    nodes_[node].settled = round_;
    settled_.push_back(node);
    if (node >= rows_) {
      scan_column(node - rows_, now_);
    } else {
      if (net_.step(budget)) return false;
      scan_row(node, now_);
    }
  }
  raise_prices();
  move_along_path(row);
  ++net_.placed[row];
  return true;
}

// Ties by node, so that the path does not depend on how the heap was built.
bool Augmenter::later(const Label& a, const Label& b) {
  return a.distance != b.distance ? a.distance > b.distance : a.node > b.node;
}

void Augmenter::begin(std::uint32_t row) {
  if (net_.placed[row] == 0) net_.row_price[row] = opening_price(net_, row);
  ++round_;
  heap_.clear();
  ready_.clear();
  settled_.clear();
  now_ = 0;
  best_ = std::numeric_limits<std::int64_t>::max();
  nodes_[row] = {.by_edge = no_edge, .seen = round_};
  ready_.push_back(row);
}

// A way out is to leave a place of this row empty; else on to the columns it could have.
void Augmenter::scan_row(std::uint32_t row, std::int64_t distance) {
  const std::int64_t base = distance - net_.row_price[row];
  const std::int64_t dropped = base + net_.problem.penalty_of(row);
  if (dropped < best_) {
    best_ = dropped;
    end_ = row;
  }
  auto number = static_cast<std::uint32_t>(net_.problem.first_edge_of(row));
  for (const Edge& edge : net_.problem.edges_of(row)) {
    if (base + edge.cost >= best_) break;  // prices are ≥ 0 and costs rise
    if (!net_.taken[number]) {
      const std::uint32_t column = edge.column;
      const std::int64_t price = net_.column_price[column];
      const std::int64_t here = base + edge.cost + price;
      if (here < best_) {
        reach(rows_ + column, here, number);
        if (net_.has_free_slot(column) && here + net_.next_slot_cost(column) - price < best_) {
          best_ = here + net_.next_slot_cost(column) - price;
          end_ = rows_ + column;
        }
      }
    }
    ++number;
  }
}

// Any row served here may be moved away, at what it would still gain by staying.
void Augmenter::scan_column(std::uint32_t column, std::int64_t distance) {
  for (const std::uint32_t number : net_.slots_of(column)) {
    const Edge& edge = net_.problem.edges()[number];
    reach(edge.row, distance + net_.row_price[edge.row] - edge.cost - net_.column_price[column],
          number);
  }
}

void Augmenter::reach(std::uint32_t node, std::int64_t distance, std::uint32_t by_edge) {
  Node& there = nodes_[node];
  if (distance >= best_ || (there.seen == round_ && distance >= there.distance)) return;
  there.seen = round_;
  there.distance = distance;
  there.by_edge = by_edge;
  if (distance == now_) {
    ready_.push_back(node);
  } else {
    heap_.push_back({distance, node});
    std::ranges::push_heap(heap_, later);
  }
}

void Augmenter::raise_prices() {
  for (const std::uint32_t node : settled_) {
    const std::int64_t rise = best_ - nodes_[node].distance;
    if (node < rows_) {
      net_.row_price[node] += rise;
    } else {
      net_.column_price[node - rows_] += rise;
    }
  }
}

void Augmenter::move_along_path(std::uint32_t from_row) {
  std::uint32_t row = end_;
  if (end_ < rows_) {
    ++net_.empty[row];
  } else {
    const std::uint32_t edge = nodes_[end_].by_edge;
    net_.take(edge);
    row = net_.problem.edges()[edge].row;
  }
  while (row != from_row) {
    const std::uint32_t left = nodes_[row].by_edge;
    const std::uint32_t entered = nodes_[rows_ + net_.problem.edges()[left].column].by_edge;
    net_.release(left);
    net_.take(entered);
    row = net_.problem.edges()[entered].row;
  }
}

}  // namespace lastmile::solver::assign
