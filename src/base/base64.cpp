#include "base/base64.h"

#include <sodium.h>

#include <algorithm>

namespace lastmile {
namespace {

std::string encoded(ByteView bytes, int variant) {
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), variant);
  out.pop_back();  // the C string's zero
  return out;
}

std::optional<std::vector<std::uint8_t>> decoded(std::string_view text, int variant) {
  // libsodium takes some bytes above 127 for digits.
  if (std::any_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; })) {
    return std::nullopt;
  }
  std::vector<std::uint8_t> out(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        variant) != 0) {
    return std::nullopt;
  }
  out.resize(size);
  return out;
}

}  // namespace

std::string to_base64(ByteView bytes) { return encoded(bytes, sodium_base64_VARIANT_ORIGINAL); }
std::string to_base64url(ByteView bytes) {
  return encoded(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text) {
  return decoded(text, sodium_base64_VARIANT_ORIGINAL);
}
std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text) {
  return decoded(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

}  // namespace lastmile
