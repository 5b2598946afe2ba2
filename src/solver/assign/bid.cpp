#include <algorithm>
#include <limits>
#include <optional>

#include "solver/assign/network.h"

namespace lastmile::solver::assign {
namespace {

/// The two cheapest ways to place a row at today's prices; leaving it empty is one of them.
struct Offer {
  std::int64_t best;
  std::int64_t second;
  std::uint32_t best_edge;
  std::uint32_t second_edge;
};
constexpr std::uint32_t no_edge = std::numeric_limits<std::uint32_t>::max();

Offer offer_of(const Network& net, std::uint32_t row) {
  const std::int64_t penalty = net.problem.penalty_of(row);
  Offer offer{penalty, penalty, no_edge, no_edge};
  auto number = static_cast<std::uint32_t>(net.problem.first_edge_of(row));
  for (const Edge& edge : net.problem.edges_of(row)) {
    if (edge.cost >= offer.second) break;  // prices are ≥ 0 and costs rise
    const std::int64_t value = edge.cost + net.column_price[edge.column];
    if (value < offer.best) {
      offer.second = offer.best;
      offer.second_edge = offer.best_edge;
      offer.best = value;
      offer.best_edge = number;
    } else if (value < offer.second) {
      offer.second = value;
      offer.second_edge = number;
    }
    ++number;
  }
  return offer;
}

// What the row in this slot pays for it: at least the column's price.
std::int64_t slot_price(const Network& net, std::uint32_t edge) {
  const Edge& pair = net.problem.edges()[edge];
  return net.row_price[pair.row] - pair.cost;
}

std::uint32_t cheapest_slot(const Network& net, std::uint32_t column) {
  const auto slots = net.slots_of(column);
  return *std::ranges::min_element(slots, {}, [&](std::uint32_t e) {
    return std::pair(slot_price(net, e), net.problem.edges()[e].row);
  });
}

void settle_price(Network& net, std::uint32_t column) {
  std::int64_t price = std::numeric_limits<std::int64_t>::max();
  if (net.has_free_slot(column)) price = net.next_slot_cost(column);
  for (const std::uint32_t edge : net.slots_of(column)) {
    price = std::min(price, slot_price(net, edge));
  }
  net.column_price[column] = price;
}

bool free_slot_is_cheapest(const Network& net, std::uint32_t column) {
  return net.has_free_slot(column) && net.next_slot_cost(column) == net.column_price[column];
}

}  // namespace

void bid(Network& net, std::span<const std::uint32_t> order, const Budget& budget,
         std::uint64_t bids_max) {
  std::uint64_t bids = 0;
  for (const std::uint32_t first : order) {
    std::optional<std::uint32_t> bidder = first;
    while (bidder) {
      if (bids++ == bids_max || net.step(budget)) return;
      const std::uint32_t row = *bidder;
      bidder.reset();
      const Offer offer = offer_of(net, row);
      net.row_price[row] = offer.second;
      if (offer.best_edge == no_edge) {
        net.empty[row] = net.placed[row] = 1;
        continue;
      }
      std::uint32_t edge = offer.best_edge;
      std::uint32_t column = net.problem.edges()[edge].column;
      if (!free_slot_is_cheapest(net, column)) {
        if (offer.second > offer.best) {
          const std::uint32_t outbid = cheapest_slot(net, column);
          bidder = net.problem.edges()[outbid].row;
          net.placed[*bidder] = 0;
          net.release(outbid);
        } else {
          // Two columns at one price: outbidding would gain nothing, so only a free one will do.
          edge = offer.second_edge;
          if (edge == no_edge) continue;
          column = net.problem.edges()[edge].column;
          if (!free_slot_is_cheapest(net, column)) continue;
        }
      }
      net.take(edge);
      net.placed[row] = 1;
      settle_price(net, column);
    }
  }
}

}  // namespace lastmile::solver::assign
