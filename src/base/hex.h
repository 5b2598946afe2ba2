#pragma once
#include <optional>

#include "base/bytes.h"

namespace lastmile {

/// Lower-case hexadecimal, two characters a byte, constant-time.
std::string to_hex(ByteView bytes);
/// Either case; nothing when the length is odd or a character is no digit.
std::optional<std::vector<std::uint8_t>> from_hex(std::string_view text);

}  // namespace lastmile
