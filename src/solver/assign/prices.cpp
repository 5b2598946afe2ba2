#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

#include "solver/assign/network.h"

namespace lastmile::solver::assign {
namespace {

constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max();

/// How far each price can fall. A price may fall until one of the network's inequalities is tight,
/// and further only together with the price on its other side: a shortest path problem.
class Fall {
 public:
  explicit Fall(const Network& net)
      : net_(net),
        rows_(static_cast<std::uint32_t>(net.row_price.size())),
        fall_(net.row_price.size() + net.column_price.size(), unbounded) {}

  /// The fall of each row, then of each column.
  std::vector<std::int64_t> run() &&;

 private:
  void bound(std::uint32_t node, std::int64_t most);
  void pass_on_row(std::uint32_t row);
  void pass_on_column(std::uint32_t column);

  using Entry = std::pair<std::int64_t, std::uint32_t>;
  const Network& net_;
  std::uint32_t rows_;
  std::vector<std::int64_t> fall_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
};

}  // namespace

void lower_prices(Network& net) {
  const std::vector<std::int64_t> fall = Fall(net).run();
  const std::size_t rows = net.row_price.size();
  for (std::size_t i = 0; i < rows; ++i) net.row_price[i] -= fall[i];
  for (std::size_t j = 0; j < net.column_price.size(); ++j) {
    if (net.load[j] > 0) net.column_price[j] -= fall[rows + j];
  }
}

namespace {

std::vector<std::int64_t> Fall::run() && {
  for (std::uint32_t j = 0; j < net_.load.size(); ++j) {
    if (net_.load[j] == 0) continue;
    const std::int64_t floor = (net_.load[j] - 1) * net_.problem.columns()[j].repeat_cost;
    bound(rows_ + j, net_.column_price[j] - floor);
  }
  for (std::uint32_t i = 0; i < rows_; ++i) {
    if (net_.empty[i] > 0) bound(i, 0);
  }
  while (!queue_.empty()) {
    const auto [most, node] = queue_.top();
    queue_.pop();
    if (most != fall_[node]) continue;
    if (node < rows_) {
      pass_on_row(node);
    } else {
      pass_on_column(node - rows_);
    }
  }
  return std::move(fall_);
}

void Fall::bound(std::uint32_t node, std::int64_t most) {
  if (most >= fall_[node]) return;
  fall_[node] = most;
  queue_.push({most, node});
}

// An edge not taken must not become a bargain: the column's price stays near the row's.
void Fall::pass_on_row(std::uint32_t row) {
  const std::int64_t base = fall_[row] - net_.row_price[row];
  std::size_t number = net_.problem.first_edge_of(row);
  for (const Edge& edge : net_.problem.edges_of(row)) {
    if (base + edge.cost >= 0) break;  // no column falls by more than its price, and costs rise
    if (!net_.taken[number] && net_.load[edge.column] > 0) {
      bound(rows_ + edge.column, base + edge.cost + net_.column_price[edge.column]);
    }
    ++number;
  }
}

// An edge taken must stay worth its price: the row's price stays above the column's.
void Fall::pass_on_column(std::uint32_t column) {
  for (const std::uint32_t number : net_.slots_of(column)) {
    const Edge& edge = net_.problem.edges()[number];
    bound(edge.row,
          fall_[rows_ + column] + net_.row_price[edge.row] - edge.cost - net_.column_price[column]);
  }
}

}  // namespace
}  // namespace lastmile::solver::assign
