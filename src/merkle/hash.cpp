#include "merkle/hash.h"

#include <sodium.h>

#include <algorithm>

namespace lastmile::merkle {

Hash leaf_hash(ByteView data) {
  constexpr std::uint8_t prefix = 0x00;
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, &prefix, 1);
  crypto_hash_sha256_update(&state, data.data(), data.size());
  Hash hash;
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

Hash leaf_hash(std::string_view data) { return leaf_hash(bytes_of(data)); }

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 65> input;
  input[0] = 0x01;
  std::copy(left.begin(), left.end(), input.begin() + 1);
  std::copy(right.begin(), right.end(), input.begin() + 33);
  Hash hash;
  crypto_hash_sha256(hash.data(), input.data(), input.size());
  return hash;
}

Hash empty_root() {
  Hash hash;
  crypto_hash_sha256(hash.data(), nullptr, 0);
  return hash;
}

}  // namespace lastmile::merkle
