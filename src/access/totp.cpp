#include "access/totp.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <vector>

#include "access/tokens.h"
#include "base/assert.h"
#include "base/text.h"

namespace lastmile::access {
namespace {

constexpr std::string_view base32_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void add_block(std::array<std::uint32_t, 5>& h, const std::uint8_t* block) {
  std::array<std::uint32_t, 80> w{};
  for (std::size_t i = 0; i < 16; ++i) {
    w[i] = static_cast<std::uint32_t>(block[4 * i]) << 24 |
           static_cast<std::uint32_t>(block[4 * i + 1]) << 16 |
           static_cast<std::uint32_t>(block[4 * i + 2]) << 8 | block[4 * i + 3];
  }
  for (std::size_t i = 16; i < 80; ++i) {
    w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  }
  auto [a, b, c, d, e] = h;
  for (std::size_t i = 0; i < 80; ++i) {
    std::uint32_t f = b ^ c ^ d, k = 0xca62c1d6;
    if (i < 20)
      f = (b & c) | (~b & d), k = 0x5a827999;
    else if (i < 40)
      k = 0x6ed9eba1;
    else if (i < 60)
      f = (b & c) | (b & d) | (c & d), k = 0x8f1bbcdc;
    const std::uint32_t next = std::rotl(a, 5) + f + e + k + w[i];
    e = d, d = c, c = std::rotl(b, 30), b = a, a = next;
  }
  h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

TotpSecret make_totp_secret(Rng& rng) {
  TotpSecret secret{};
  rng.fill(secret);
  return secret;
}

std::string to_base32(ByteView bytes) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const std::uint8_t b : bytes) {
    bits = bits << 8 | b;
    for (held += 8; held >= 5; held -= 5) out += base32_alphabet[bits >> (held - 5) & 31];
  }
  if (held > 0) out += base32_alphabet[bits << (5 - held) & 31];
  return out;
}

std::optional<TotpSecret> totp_secret_from(std::string_view base32) {
  std::vector<std::uint8_t> bytes;
  std::uint32_t bits = 0;
  int held = 0;
  for (char c : base32) {
    if (c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const auto at = base32_alphabet.find(c);
    if (at == std::string_view::npos) return std::nullopt;
    bits = bits << 5 | static_cast<std::uint32_t>(at);
    held += 5;
    if (held >= 8) bytes.push_back(static_cast<std::uint8_t>(bits >> (held -= 8) & 255));
  }
  TotpSecret secret{};
  if (bytes.size() != secret.size() || held != 0) return std::nullopt;
  std::ranges::copy(bytes, secret.begin());
  return secret;
}

std::int64_t totp_step(Instant t) {
  return std::chrono::floor<std::chrono::seconds>(t).time_since_epoch().count() / 30;
}

std::string totp_code(ByteView secret, std::int64_t step, int digits) {
  ASSERT(step >= 0 && digits >= 6 && digits <= 8);
  std::array<std::uint8_t, 8> counter{};
  for (std::size_t i = 0; i < 8; ++i) {
    counter[7 - i] = static_cast<std::uint8_t>(step >> (8 * i) & 255);
  }
  const Sha1 mac = hmac_sha1(secret, counter);
  const std::size_t at = mac[19] & 15;
  const std::uint32_t number = static_cast<std::uint32_t>(mac[at] & 127) << 24 |
                               static_cast<std::uint32_t>(mac[at + 1]) << 16 |
                               static_cast<std::uint32_t>(mac[at + 2]) << 8 | mac[at + 3];
  std::uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i) modulus *= 10;
  return fmt::format("{:0{}}", number % modulus, digits);
}

std::optional<std::int64_t> totp_match(ByteView secret, std::string_view code, Instant now) {
  const std::string typed = half_width(code);
  std::optional<std::int64_t> found;
  for (const int offset : {-1, 1, 0}) {
    const std::int64_t step = std::max<std::int64_t>(totp_step(now) + offset, 0);
    if (equal_secret(totp_code(secret, step), typed)) found = step;
  }
  return found;
}

std::string otpauth_uri(const TotpSecret& secret, std::string_view issuer, std::string_view login) {
  const std::string who = percent_encoded(issuer);
  return fmt::format(
      "otpauth://totp/{0}:{1}?secret={2}&issuer={0}"
      "&algorithm=SHA1&digits=6&period=30",
      who, percent_encoded(login), to_base32(secret));
}

// FIPS 180-4 §6.1. Within HMAC the known collisions of SHA-1 do not matter (RFC 6194 §3.3).
Sha1 sha1(ByteView bytes) {
  std::array<std::uint32_t, 5> h{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  std::vector<std::uint8_t> padded(bytes.begin(), bytes.end());
  padded.push_back(0x80);
  while (padded.size() % 64 != 56) padded.push_back(0);
  const std::uint64_t bit_count = std::uint64_t{bytes.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) {
    padded.push_back(static_cast<std::uint8_t>(bit_count >> shift & 255));
  }
  for (std::size_t at = 0; at < padded.size(); at += 64) add_block(h, padded.data() + at);
  Sha1 out{};
  for (std::size_t i = 0; i < 20; ++i) {
    out[i] = static_cast<std::uint8_t>(h[i / 4] >> (24 - 8 * (i % 4)) & 255);
  }
  return out;
}

// RFC 2104.
Sha1 hmac_sha1(ByteView key, ByteView text) {
  std::array<std::uint8_t, 64> inner{}, outer{};
  if (key.size() > 64) {
    const Sha1 short_key = sha1(key);
    std::ranges::copy(short_key, inner.begin());
  } else {
    std::ranges::copy(key, inner.begin());
  }
  for (std::size_t i = 0; i < 64; ++i) {
    outer[i] = inner[i] ^ 0x5c;
    inner[i] ^= 0x36;
  }
  std::vector<std::uint8_t> first(inner.begin(), inner.end());
  first.insert(first.end(), text.begin(), text.end());
  const Sha1 middle = sha1(first);
  std::vector<std::uint8_t> second(outer.begin(), outer.end());
  second.insert(second.end(), middle.begin(), middle.end());
  return sha1(second);
}

}  // namespace lastmile::access
