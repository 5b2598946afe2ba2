#pragma once
#include <optional>

#include "base/bytes.h"

/// Base64 (RFC 4648), constant-time. Reading is strict: right alphabet, right padding, no line
/// breaks, no spare bits; anything else is nothing.
namespace lastmile {

/// Standard alphabet with padding: mail, data URLs.
std::string to_base64(ByteView bytes);
std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text);

/// URL-safe alphabet without padding: cursors, tokens, QR codes.
std::string to_base64url(ByteView bytes);
std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text);

}  // namespace lastmile
