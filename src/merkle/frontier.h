#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "merkle/hash.h"

namespace lastmile::merkle {

/// Levels a store keeps: 0 (the leaves), 8, 16, … so that one tile is 256 hashes of one level.
inline constexpr int tile_levels = 8;
inline constexpr std::uint64_t tile_width = std::uint64_t{1} << tile_levels;

/// A complete subtree of 2^level leaves: node `index` of its level, counted from the left.
/// It covers the leaves [index << level, (index + 1) << level) and never changes again.
struct Subtree {
  int level = 0;
  std::uint64_t index = 0;
  Hash hash{};

  friend bool operator==(const Subtree&, const Subtree&) = default;
};

/// The right edge of a growing tree: all that is needed to append leaves and to tell the root.
/// Holds one hash for each set bit of the size (≤ 64), the widest subtree first. Copyable value.
/// Source: "compact ranges", Golosova et al., transparency-dev/merkle docs/compact_ranges.md.
class Frontier {
 public:
  std::uint64_t size() const { return size_; }

  /// Adds one leaf hash and returns the complete subtrees of levels 8, 16, … it closed, lowest
  /// first: those a store must keep. Empty for 255 leaves of 256. Amortised one node hash.
  std::vector<Subtree> append(const Hash& leaf);

  /// The root over all leaves so far; `empty_root()` when there are none. At most 63 node hashes.
  Hash root() const;
  TreeHead head() const { return {size_, root()}; }

  /// Size (8 bytes, big-endian), then the hashes: 8 + 32 × popcount(size) bytes.
  std::vector<std::uint8_t> to_bytes() const;
  /// The frontier whose `to_bytes` these are; nothing when the length does not fit the size.
  /// It cannot know whether the hashes are the right ones: compare the root with a checkpoint.
  static std::optional<Frontier> from_bytes(ByteView bytes);

  friend bool operator==(const Frontier&, const Frontier&) = default;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> edge_;  // edge_.size() == popcount(size_)
};

}  // namespace lastmile::merkle
