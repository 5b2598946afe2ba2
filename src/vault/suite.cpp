#include "vault/suite.h"

#include <sodium.h>

#include <algorithm>

#include "base/assert.h"
#include "base/base64.h"

namespace lastmile::vault {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::string_view version = "1.";

std::string associated(char suite, std::string_view key_id, std::string_view about) {
  return std::string(1, suite) + "|" + std::string(about) + "|" + std::string(key_id);
}

}  // namespace

Key::Key(ByteView bytes) {
  ASSERT(bytes.size() == size);
  std::ranges::copy(bytes, bytes_.begin());
}

Key Key::random() {
  Key key;
  randombytes_buf(key.data(), size);
  return key;
}

Key::~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::optional<SealedParts> parts_of(std::string_view text) {
  if (!text.starts_with(version)) return std::nullopt;
  text.remove_prefix(version.size());
  if (text.size() < 2 || text[0] != suite_intl || text[1] != '.') return std::nullopt;
  SealedParts parts{text[0], {}, {}};
  text.remove_prefix(2);
  const std::size_t dot = text.find('.');
  if (dot == 0 || dot == std::string_view::npos) return std::nullopt;
  parts.key_id = text.substr(0, dot);
  parts.payload = text.substr(dot + 1);
  return parts;
}

std::string sealed_text(const Key& key, std::string_view key_id, std::string_view about,
                        std::string_view plain) {
  const std::string with = associated(suite_intl, key_id, about);
  std::vector<std::uint8_t> out(nonce_size + plain.size() + tag_size);
  randombytes_buf(out.data(), nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      out.data() + nonce_size, nullptr, bytes_of(plain).data(), plain.size(), bytes_of(with).data(),
      with.size(), nullptr, out.data(), key.data());
  return std::string(version) + suite_intl + "." + std::string(key_id) + "." + to_base64url(out);
}

std::optional<std::string> opened_text(const Key& key, const SealedParts& parts,
                                       std::string_view about) {
  const auto in = from_base64url(parts.payload);
  if (!in || in->size() < nonce_size + tag_size) return std::nullopt;
  const std::string with = associated(parts.suite, parts.key_id, about);
  std::string plain(in->size() - nonce_size - tag_size, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, in->data() + nonce_size,
      in->size() - nonce_size, bytes_of(with).data(), with.size(), in->data(), key.data());
  return failed == 0 ? std::optional(std::move(plain)) : std::nullopt;
}

std::string random_key_id() {
  std::array<std::uint8_t, 6> chance{};
  randombytes_buf(chance.data(), chance.size());
  return to_base64url(chance);
}

}  // namespace lastmile::vault
