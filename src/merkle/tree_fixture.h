#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "merkle/proof.h"

/// What the tests of this module share: trees of made-up leaves, kept as a store keeps them.
namespace lastmile::merkle {

/// The tree head by the plain recursive definition, to compare the fast code with.
/// Source: RFC 9162 §2.1.1.
inline Hash root_by_definition(const std::vector<Hash>& leaves, std::size_t first,
                               std::size_t last) {
  if (first == last) return empty_root();
  if (last - first == 1) return leaves[first];
  std::size_t half = 1;
  while (half * 2 < last - first) half *= 2;
  return node_hash(root_by_definition(leaves, first, first + half),
                   root_by_definition(leaves, first + half, last));
}

/// Leaves "leaf 0", "leaf 1", … with their stored subtrees; counts what proofs read.
struct StoredTree {
  std::vector<std::vector<Hash>> levels = std::vector<std::vector<Hash>>(8);  // 0, 8, 16, …
  Frontier frontier;
  std::vector<NodeRange> reads;

  explicit StoredTree(std::uint64_t size) {
    while (frontier.size() < size) append(leaf_hash("leaf " + std::to_string(frontier.size())));
  }

  void append(const Hash& leaf) {
    levels[0].push_back(leaf);
    for (const Subtree& closed : frontier.append(leaf)) {
      auto& level = levels[static_cast<std::size_t>(closed.level / tile_levels)];
      if (level.size() != closed.index) throw std::logic_error("a subtree was skipped");
      level.push_back(closed.hash);
    }
  }

  NodeSource source() {
    return [this](const NodeRange& range) {
      reads.push_back(range);
      const auto& level = levels.at(static_cast<std::size_t>(range.level / tile_levels));
      if (range.first + range.count > level.size()) throw std::out_of_range("not stored yet");
      const auto from = level.begin() + static_cast<std::ptrdiff_t>(range.first);
      return std::vector<Hash>(from, from + static_cast<std::ptrdiff_t>(range.count));
    };
  }
};

}  // namespace lastmile::merkle
