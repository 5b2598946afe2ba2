#include "records/certificate_text.h"

#include <sodium.h>

#include <array>

#include "base/base64.h"

namespace lastmile::records {

std::string signed_bytes(std::string_view text) {
  return std::string(certificate_format) + "\n" + std::string(text);
}

std::string text_hash(std::string_view text) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return to_base64(hash);
}

}  // namespace lastmile::records
