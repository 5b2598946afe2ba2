#pragma once
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <vector>

#include "base/result.h"
#include "merkle/frontier.h"
#include "merkle/hash.h"

namespace lastmile::merkle {

/// The sibling hashes that lead from a leaf or an older tree to a root, lowest first.
using Path = std::vector<Hash>;

/// Stored hashes to read: nodes [first, first + count) of one level.
struct NodeRange {
  int level = 0;            // 0 (leaves), 8, 16, …
  std::uint64_t first = 0;  // a multiple of 256
  std::uint64_t count = 0;  // 1 to 256
};

/// Gives the hashes of a range in order: leaf hashes at level 0, and at level 8k what
/// `Frontier::append` reported. May throw; the exception passes through the proof functions.
using NodeSource = std::function<std::vector<Hash>(const NodeRange&)>;

/// A source gave fewer or more hashes than it was asked for: the stored tree is damaged.
struct BrokenTree : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline constexpr Refusal leaf_beyond_tree{
    Kind::invalid, "leaf_beyond_tree",
    "The tree has no leaf with this number yet; ask for a smaller index or a larger tree size.",
    "树中还没有这个序号的叶子，请改小序号或改大树的大小。"};
inline constexpr Refusal tree_sizes_reversed{
    Kind::invalid, "tree_sizes_reversed",
    "The older tree is larger than the newer one; exchange the two sizes.",
    "旧树比新树还大，请交换两个大小。"};

/// The proof that leaf `index` is in the tree of the first `size` leaves.
/// Refuses `leaf_beyond_tree` (so also size 0). Reads at most two tiles a level, each at most 256
/// hashes in one call, however large the tree. Source: RFC 9162 §2.1.3.1.
Result<Path> inclusion_path(std::uint64_t index, std::uint64_t size, const NodeSource& source);

/// The proof that the first `old_size` leaves of the tree of `new_size` are the older tree, kept.
/// Empty when the sizes are equal or the older tree had no leaf. Refuses `tree_sizes_reversed`.
/// Same cost as an inclusion path. Source: RFC 9162 §2.1.4.1.
Result<Path> consistency_path(std::uint64_t old_size, std::uint64_t new_size,
                              const NodeSource& source);

/// The root over the first `size` leaves, for any size the source can serve.
/// Same cost as an inclusion path.
Hash root_at(std::uint64_t size, const NodeSource& source);

/// True only if `path` proves that `leaf` is the leaf number `index` of the tree `head`.
/// Any input is allowed; a path too long, too short or altered is false.
/// At most 65 node hashes. Source: RFC 9162 §2.1.3.2.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, const Path& path,
                      const TreeHead& head);

/// True only if `path` proves that `now` is `before` with leaves appended, none changed.
/// Any input is allowed. A tree without leaves has the root `empty_root()`, and every tree grew
/// from it. At most 130 node hashes. Source: RFC 9162 §2.1.4.2.
bool verify_consistency(const TreeHead& before, const TreeHead& now, const Path& path);

}  // namespace lastmile::merkle
