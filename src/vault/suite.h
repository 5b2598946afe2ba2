#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

/// Authenticated encryption behind a suite number, so that another suite (SM4 and SM3 for `gm`
/// deployments) can stand beside this one without touching what was sealed before.
namespace lastmile::vault {

/// A 32-byte secret that is wiped when it goes.
class Key {
 public:
  static constexpr std::size_t size = 32;
  Key() = default;
  explicit Key(ByteView bytes);  // exactly 32
  static Key random();
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();

  const std::uint8_t* data() const { return bytes_.data(); }
  std::uint8_t* data() { return bytes_.data(); }
  ByteView view() const { return bytes_; }
  const std::array<std::uint8_t, size>& bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, size> bytes_{};
};

/// XChaCha20-Poly1305 with a random 24-byte nonce: so long that one key may seal without counting.
/// Source: draft-irtf-cfrg-xchacha-03; RFC 8439.
inline constexpr char suite_intl = '1';

/// The parts of "1.<suite>.<key id>.<payload>".
struct SealedParts {
  char suite = suite_intl;
  std::string_view key_id;
  std::string_view payload;
};
/// Nothing when the form is wrong or the suite is not one of ours.
std::optional<SealedParts> parts_of(std::string_view text);

/// The text that holds `plain` under this key; `about` is authenticated with it, not kept in it.
std::string sealed_text(const Key& key, std::string_view key_id, std::string_view about,
                        std::string_view plain);
/// The plain text; nothing when the payload, the key or `about` is not what it was sealed with.
std::optional<std::string> opened_text(const Key& key, const SealedParts& parts,
                                       std::string_view about);

/// Eight characters of chance: the name of a new key.
std::string random_key_id();

}  // namespace lastmile::vault
