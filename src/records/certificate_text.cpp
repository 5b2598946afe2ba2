#include "records/certificate_text.h"

#include <sodium.h>

#include <array>

#include "base/base64.h"
#include "base/text.h"

namespace lastmile::records {

std::string serial_of(std::string_view typed) {
  constexpr std::size_t group = 4, secret = 3 * group;
  std::string bare;
  for (const char c : half_width(typed)) {
    if (c >= 'a' && c <= 'z') bare += static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) bare += c;
  }
  if (!bare.starts_with("LM") || bare.size() <= secret) return std::string(typed);
  for (std::size_t at = bare.size() - secret, i = 0; i < 3; ++i, at += group + 1) {
    bare.insert(at, "-");
  }
  return bare;
}

std::string signed_bytes(std::string_view text) {
  return std::string(certificate_format) + "\n" + std::string(text);
}

std::string text_hash(std::string_view text) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return to_base64(hash);
}

}  // namespace lastmile::records
