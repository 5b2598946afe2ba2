#include "access/tokens.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

#include "base/base64.h"

namespace lastmile::access {

std::string make_token(Rng& rng) {
  std::array<std::uint8_t, 32> bytes{};
  rng.fill(bytes);
  return to_base64url(bytes);
}

std::string token_hash(std::string_view token) {
  std::array<std::uint8_t, 32> hash{};
  const ByteView bytes = bytes_of(token);
  crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
  return to_base64url(hash);
}

std::string make_code(Rng& rng) { return fmt::format("{:06}", rng.below(1'000'000)); }

bool equal_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace lastmile::access
