#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/instant.h"
#include "base/rng.h"

/// The second factor: time-based one-time passwords (RFC 6238, HMAC-SHA-1, 30 s, 6 digits), the
/// one form every authenticator app knows.
namespace lastmile::access {

using TotpSecret = std::array<std::uint8_t, 20>;  // as long as the hash (RFC 4226 §4 R6)

TotpSecret make_totp_secret(Rng& rng);
/// Base32 (RFC 4648) without padding: what people type into the app.
std::string to_base32(ByteView bytes);
/// Either case, spaces allowed; nothing when it is not 20 bytes of base32.
std::optional<TotpSecret> totp_secret_from(std::string_view base32);

/// The number of the 30-second step a moment falls into.
std::int64_t totp_step(Instant t);
/// The code of a step, `digits` in 6..8 (RFC 4226 §5.3).
std::string totp_code(ByteView secret, std::int64_t step, int digits = 6);
/// The step among now − 1, now, now + 1 whose code this is: tolerates ± 30 s of clock error.
std::optional<std::int64_t> totp_match(ByteView secret, std::string_view code, Instant now);

/// otpauth://totp/… as authenticator apps read it from a QR code.
std::string otpauth_uri(const TotpSecret& secret, std::string_view issuer, std::string_view login);

using Sha1 = std::array<std::uint8_t, 20>;
Sha1 sha1(ByteView bytes);
Sha1 hmac_sha1(ByteView key, ByteView text);

}  // namespace lastmile::access
