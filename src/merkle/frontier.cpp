#include "merkle/frontier.h"

#include <algorithm>
#include <bit>

namespace lastmile::merkle {
namespace {

constexpr std::size_t size_bytes = 8;

}  // namespace

std::vector<Subtree> Frontier::append(const Hash& leaf) {
  std::vector<Subtree> closed;
  Hash hash = leaf;
  int level = 0;
  // Each set low bit of the size is a complete subtree waiting for its right twin.
  for (; size_ >> level & 1; ++level) {
    hash = node_hash(edge_.back(), hash);
    edge_.pop_back();
    const int joined = level + 1;
    if (joined % tile_levels == 0) closed.push_back({joined, size_ >> joined, hash});
  }
  edge_.push_back(hash);
  ++size_;
  return closed;
}

Hash Frontier::root() const {
  if (edge_.empty()) return empty_root();
  Hash hash = edge_.back();
  for (auto left = edge_.rbegin() + 1; left != edge_.rend(); ++left) hash = node_hash(*left, hash);
  return hash;
}

std::vector<std::uint8_t> Frontier::to_bytes() const {
  std::vector<std::uint8_t> out;
  out.reserve(size_bytes + edge_.size() * sizeof(Hash));
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(size_ >> shift & 0xff));
  }
  for (const Hash& hash : edge_) out.insert(out.end(), hash.begin(), hash.end());
  return out;
}

std::optional<Frontier> Frontier::from_bytes(ByteView bytes) {
  if (bytes.size() < size_bytes) return std::nullopt;
  Frontier frontier;
  for (const std::uint8_t byte : bytes.first(size_bytes)) {
    frontier.size_ = frontier.size_ << 8 | byte;
  }
  bytes = bytes.subspan(size_bytes);
  const auto hashes = static_cast<std::size_t>(std::popcount(frontier.size_));
  if (bytes.size() != hashes * sizeof(Hash)) return std::nullopt;
  for (; !bytes.empty(); bytes = bytes.subspan(sizeof(Hash))) {
    std::ranges::copy(bytes.first(sizeof(Hash)), frontier.edge_.emplace_back().begin());
  }
  return frontier;
}

}  // namespace lastmile::merkle
