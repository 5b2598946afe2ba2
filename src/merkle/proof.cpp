#include "merkle/proof.h"

#include <algorithm>
#include <bit>
#include <map>
#include <string>
#include <utility>

namespace lastmile::merkle {
namespace {

/// The tree of the first `size` leaves, read through a source; each tile is asked for once.
class Tree {
 public:
  Tree(std::uint64_t size, const NodeSource& source) : size_(size), source_(source) {}

  /// MTH(D[first:last]) of RFC 9162 §2.1.1; the range is one that a path meets, so that its left
  /// parts are complete subtrees.
  Hash range(std::uint64_t first, std::uint64_t last);

 private:
  Hash complete(int level, std::uint64_t index);
  const std::vector<Hash>& tile(int level, std::uint64_t number);

  std::uint64_t size_;
  const NodeSource& source_;
  std::map<std::pair<int, std::uint64_t>, std::vector<Hash>> tiles_;
};

// The largest power of two below n ≥ 2: where RFC 9162 splits a tree.
std::uint64_t split_of(std::uint64_t n) { return std::bit_floor(n - 1); }

}  // namespace

Result<Path> inclusion_path(std::uint64_t index, std::uint64_t size, const NodeSource& source) {
  if (index >= size) return leaf_beyond_tree;
  Tree tree(size, source);
  Path path;
  std::uint64_t first = 0;
  std::uint64_t last = size;
  while (last - first > 1) {
    const std::uint64_t middle = first + split_of(last - first);
    if (index < middle) {
      path.push_back(tree.range(middle, last));
      last = middle;
    } else {
      path.push_back(tree.range(first, middle));
      first = middle;
    }
  }
  std::ranges::reverse(path);
  return path;
}

Result<Path> consistency_path(std::uint64_t old_size, std::uint64_t new_size,
                              const NodeSource& source) {
  if (old_size > new_size) return tree_sizes_reversed;
  if (old_size == 0) return Path{};
  Tree tree(new_size, source);
  Path path;
  std::uint64_t first = 0;
  std::uint64_t last = new_size;
  while (last != old_size) {
    const std::uint64_t middle = first + split_of(last - first);
    if (old_size <= middle) {
      path.push_back(tree.range(middle, last));
      last = middle;
    } else {
      path.push_back(tree.range(first, middle));
      first = middle;
    }
  }
  // From leaf 0 on, [first, last) is the whole older tree, whose root the verifier has.
  if (first != 0) path.push_back(tree.range(first, last));
  std::ranges::reverse(path);
  return path;
}

Hash root_at(std::uint64_t size, const NodeSource& source) {
  if (size == 0) return empty_root();
  return Tree(size, source).range(0, size);
}

namespace {

/// The walk both verifications share: the place of a node and of the last node, level by level.
struct Climb {
  std::uint64_t node;
  std::uint64_t last;

  bool at_top() const { return last == 0; }
  // A right child has its sibling on the left, and so has the last node of a ragged level once
  // the levels on which it stands alone are passed over.
  bool sibling_is_left() const { return (node & 1) != 0 || node == last; }
  void up() {
    node >>= 1;
    last >>= 1;
  }
  void up_past_lonely_levels() {
    while ((node & 1) == 0 && node != 0) up();
  }
};

}  // namespace

bool verify_inclusion(const Hash& leaf, std::uint64_t index, const Path& path,
                      const TreeHead& head) {
  if (index >= head.size) return false;
  Climb at{index, head.size - 1};
  Hash hash = leaf;
  for (const Hash& sibling : path) {
    if (at.at_top()) return false;
    if (at.sibling_is_left()) {
      hash = node_hash(sibling, hash);
      at.up_past_lonely_levels();
    } else {
      hash = node_hash(hash, sibling);
    }
    at.up();
  }
  return at.at_top() && hash == head.root;
}

bool verify_consistency(const TreeHead& before, const TreeHead& now, const Path& path) {
  if (before.size > now.size) return false;
  if (before.size == 0 && before.root != empty_root()) return false;
  if (before.size == now.size) return path.empty() && before.root == now.root;
  if (before.size == 0) return path.empty();

  // A complete older tree is itself the lowest node of the walk; the path leaves it out.
  const bool complete = std::has_single_bit(before.size);
  if (path.empty() && !complete) return false;
  Climb at{before.size - 1, now.size - 1};
  while ((at.node & 1) != 0) at.up();
  Hash old_hash = complete ? before.root : path.front();
  Hash new_hash = old_hash;
  for (auto sibling = path.begin() + (complete ? 0 : 1); sibling != path.end(); ++sibling) {
    if (at.at_top()) return false;
    if (at.sibling_is_left()) {
      old_hash = node_hash(*sibling, old_hash);
      new_hash = node_hash(*sibling, new_hash);
      at.up_past_lonely_levels();
    } else {
      new_hash = node_hash(new_hash, *sibling);
    }
    at.up();
  }
  return at.at_top() && old_hash == before.root && new_hash == now.root;
}

namespace {

Hash Tree::range(std::uint64_t first, std::uint64_t last) {
  const std::uint64_t width = last - first;
  if (std::has_single_bit(width)) {
    const int level = std::countr_zero(width);
    return complete(level, first >> level);
  }
  const std::uint64_t middle = first + split_of(width);
  const Hash left = range(first, middle);
  return node_hash(left, range(middle, last));
}

Hash Tree::complete(int level, std::uint64_t index) {
  const int above = level % tile_levels;
  const std::uint64_t first = index << above;
  const std::vector<Hash>& nodes = tile(level - above, first / tile_width);
  const auto from = nodes.begin() + static_cast<std::ptrdiff_t>(first % tile_width);
  std::vector<Hash> row(from, from + (std::ptrdiff_t{1} << above));
  for (; row.size() > 1; row.resize(row.size() / 2)) {
    for (std::size_t i = 0; i < row.size() / 2; ++i) {
      row[i] = node_hash(row[2 * i], row[2 * i + 1]);
    }
  }
  return row.front();
}

const std::vector<Hash>& Tree::tile(int level, std::uint64_t number) {
  const auto [place, fresh] = tiles_.try_emplace({level, number});
  if (fresh) {
    const std::uint64_t first = number * tile_width;
    const std::uint64_t count = std::min(tile_width, (size_ >> level) - first);
    place->second = source_({level, first, count});
    if (place->second.size() != count) {
      throw BrokenTree("level " + std::to_string(level) + " from node " + std::to_string(first) +
                       ": wanted " + std::to_string(count) + " hashes, got " +
                       std::to_string(place->second.size()));
    }
  }
  return place->second;
}

}  // namespace
}  // namespace lastmile::merkle
