#pragma once
#include <string>
#include <string_view>

#include "base/rng.h"

/// Secrets that a client carries: random, shown once, kept here only as a hash.
namespace lastmile::access {

/// 256 random bits as 43 characters of base64url.
std::string make_token(Rng& rng);
/// Nothing longer is looked at.
inline constexpr std::size_t token_length_max = 128;
/// BLAKE2b-256 as base64url. A plain hash is enough for 256 random bits.
std::string token_hash(std::string_view token);
/// Six random digits, uniform.
std::string make_code(Rng& rng);
/// Equal, in time that depends on the lengths only.
bool equal_secret(std::string_view a, std::string_view b);

}  // namespace lastmile::access
