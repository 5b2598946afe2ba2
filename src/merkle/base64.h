#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "merkle/hash.h"

namespace lastmile::merkle {

/// Base 64 with padding. Source: RFC 4648 §4.
std::string base64_of(Bytes bytes);

/// The bytes of such a text; nothing for foreign characters, missing padding or stray last bits,
/// so that one value has one spelling.
std::optional<std::vector<std::uint8_t>> bytes_of_base64(std::string_view text);

}  // namespace lastmile::merkle
