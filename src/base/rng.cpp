#include "base/rng.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "base/assert.h"

namespace lastmile {

Rng::Rng(std::uint64_t seed) { std::memcpy(seed_.data(), &seed, sizeof seed); }

Rng Rng::from_system() {
  ASSERT(sodium_init() >= 0);
  Seed seed;
  randombytes_buf(seed.data(), seed.size());
  return Rng(seed);
}

// Each refill draws from its own nonce, so the stream never repeats.
void Rng::refill() {
  std::array<std::uint8_t, crypto_stream_chacha20_NONCEBYTES> nonce{};
  std::memcpy(nonce.data(), &block_, sizeof block_);
  ++block_;
  crypto_stream_chacha20(pool_.data(), pool_.size(), nonce.data(), seed_.data());
  left_ = pool_.size();
}

void Rng::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    if (left_ == 0) refill();
    const std::size_t n = std::min(out.size(), left_);
    std::memcpy(out.data(), pool_.data() + (pool_.size() - left_), n);
    left_ -= n;
    out = out.subspan(n);
  }
}

std::uint64_t Rng::next() {
  std::array<std::uint8_t, 8> b{};
  fill(b);
  std::uint64_t n = 0;
  std::memcpy(&n, b.data(), 8);
  return n;
}

std::uint64_t Rng::below(std::uint64_t bound) {
  ASSERT(bound > 0);
  const std::uint64_t limit = max() - max() % bound;
  for (;;) {
    const std::uint64_t n = next();
    if (n < limit) return n % bound;
  }
}

}  // namespace lastmile
