#include "base/page.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/base64.h"

namespace lastmile {
namespace {

constexpr std::size_t sum_length = crypto_shorthash_BYTES;

// SipHash with a fixed key is a check sum here, not a seal.
std::array<std::uint8_t, sum_length> check_sum(std::string_view json, std::string_view kind) {
  constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> key{'c', 'u', 'r', 's', 'o', 'r'};
  const std::string both = std::string(kind) + '\n' + std::string(json);
  std::array<std::uint8_t, sum_length> sum{};
  crypto_shorthash(sum.data(), bytes_of(both).data(), both.size(), key.data());
  return sum;
}

}  // namespace

namespace detail {

std::string seal_cursor(std::string_view json, std::string_view kind) {
  const auto sum = check_sum(json, kind);
  return to_base64url(bytes_of(std::string(chars_of(sum)) + std::string(json)));
}

std::optional<std::string> open_cursor(std::string_view text, std::string_view kind) {
  if (text.size() > Cursor::longest) return std::nullopt;
  const auto bytes = from_base64url(text);
  if (!bytes || bytes->size() < sum_length) return std::nullopt;
  const std::string json(chars_of(*bytes).substr(sum_length));
  const auto sum = check_sum(json, kind);
  return std::equal(sum.begin(), sum.end(), bytes->begin()) ? std::optional(json) : std::nullopt;
}

}  // namespace detail

std::optional<Cursor> Wire<Cursor>::parse(std::string_view s) {
  if (s.empty() || s.size() > Cursor::longest || !from_base64url(s)) return std::nullopt;
  return Cursor{std::string(s)};
}

}  // namespace lastmile
