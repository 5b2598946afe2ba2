#include "base/id.h"

#include <algorithm>

namespace lastmile {
namespace {

constexpr char hex_digit[] = "0123456789abcdef";

// What each byte is worth as a digit, or -1. A table, for a page of needs reads a hundred ids.
constexpr auto digit_values = [] {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (int i = 0; i < 10; ++i) values['0' + i] = static_cast<std::int8_t>(i);
  for (int i = 0; i < 6; ++i) {
    values['a' + i] = values['A' + i] = static_cast<std::int8_t>(10 + i);
  }
  return values;
}();
constexpr int digit_value(char c) { return digit_values[static_cast<unsigned char>(c)]; }

constexpr bool dash_before(std::size_t byte) {
  return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

constexpr std::size_t time_bytes = 6;
constexpr std::size_t random_bytes = 10;  // less the bits of version and variant
constexpr std::array<std::uint8_t, random_bytes> random_bits{0x0f, 0xff, 0x3f, 0xff, 0xff,
                                                             0xff, 0xff, 0xff, 0xff, 0xff};

// `last` and a random step of 1 to 2^32, carried from the last byte over the random bits.
std::array<std::uint8_t, 16> raised(std::array<std::uint8_t, 16> last, std::uint64_t carry) {
  for (std::size_t i = random_bytes; i-- > 0 && carry > 0;) {
    std::uint8_t& byte = last[time_bytes + i];
    const std::uint64_t sum = (byte & random_bits[i]) + carry;
    byte = static_cast<std::uint8_t>((byte & ~random_bits[i]) | (sum & random_bits[i]));
    carry = sum / (random_bits[i] + 1u);
  }
  return last;
}

}  // namespace

Uuid Uuid::make(Instant now, Rng& rng) {
  Uuid u;
  rng.fill(u.bytes);
  const auto ms = static_cast<std::uint64_t>(ms_of(now));
  for (std::size_t i = 0; i < time_bytes; ++i) {
    u.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  }
  u.bytes[6] = static_cast<std::uint8_t>(0x70 | (u.bytes[6] & 0x0f));
  u.bytes[8] = static_cast<std::uint8_t>(0x80 | (u.bytes[8] & 0x3f));
  const auto& last = rng.last_id;
  const bool is_made = last[time_bytes] >> 4 == 7;
  if (is_made && std::equal(last.begin(), last.begin() + time_bytes, u.bytes.begin())) {
    u.bytes = raised(last, 1 + (rng.next() & 0xffff'ffff));
  }
  rng.last_id = u.bytes;
  return u;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid u;
  std::size_t pos = 0;
  int all = 0;  // negative once a digit was none
  for (std::size_t i = 0; i < 16; ++i) {
    if (dash_before(i) && text[pos++] != '-') return std::nullopt;
    const int hi = digit_value(text[pos]), lo = digit_value(text[pos + 1]);
    all |= hi | lo;
    u.bytes[i] = static_cast<std::uint8_t>((hi << 4 | lo) & 0xff);
    pos += 2;
  }
  if (all < 0) return std::nullopt;
  return u;
}

void Uuid::append_to(std::string& out) const {
  std::array<char, 36> text{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    if (dash_before(i)) text[at++] = '-';
    text[at++] = hex_digit[bytes[i] >> 4];
    text[at++] = hex_digit[bytes[i] & 15];
  }
  out.append(text.data(), text.size());
}

}  // namespace lastmile
