#include "merkle/note.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "base/base64.h"
#include "merkle/utf8.h"

namespace lastmile::merkle {
namespace {

constexpr std::string_view dash = "\u2014 ";
constexpr std::uint8_t ed25519_type = 0x01;

bool is_key_name(std::string_view name);
bool is_note_text(std::string_view text);
std::optional<Signature> parse_signature(std::string_view line);
std::string line_of(const Signature& signature);
std::string hex_of(const KeyId& id);

}  // namespace

Signer make_signer(std::string name, const KeySeed& seed) {
  Signer signer{std::move(name), {}};
  PublicKey unused;
  crypto_sign_seed_keypair(unused.data(), signer.secret.data(), seed.data());
  return signer;
}

Verifier verifier_of(const Signer& signer) {
  Verifier verifier{signer.name, {}};
  std::copy(signer.secret.begin() + 32, signer.secret.end(), verifier.key.begin());
  return verifier;
}

KeyId key_id(const Verifier& verifier) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const std::array<std::uint8_t, 2> type{'\n', ed25519_type};
  crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(verifier.name.data()),
                            verifier.name.size());
  crypto_hash_sha256_update(&state, type.data(), type.size());
  crypto_hash_sha256_update(&state, verifier.key.data(), verifier.key.size());
  Hash hash;
  crypto_hash_sha256_final(&state, hash.data());
  KeyId id;
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

std::optional<std::string> verifier_line(const Verifier& verifier) {
  if (!is_key_name(verifier.name)) return std::nullopt;
  std::array<std::uint8_t, 33> typed_key;
  typed_key[0] = ed25519_type;
  std::ranges::copy(verifier.key, typed_key.begin() + 1);
  return verifier.name + '+' + hex_of(key_id(verifier)) + '+' + to_base64(typed_key);
}

std::optional<Verifier> parse_verifier(std::string_view line) {
  const std::size_t id_at = line.find('+');
  if (id_at == line.npos) return std::nullopt;
  const std::size_t key_at = line.find('+', id_at + 1);
  if (key_at == line.npos) return std::nullopt;
  const auto typed_key = from_base64(line.substr(key_at + 1));
  if (!typed_key || typed_key->size() != 33 || typed_key->front() != ed25519_type) {
    return std::nullopt;
  }
  Verifier verifier{std::string(line.substr(0, id_at)), {}};
  std::copy(typed_key->begin() + 1, typed_key->end(), verifier.key.begin());
  if (verifier_line(verifier) != line) return std::nullopt;
  return verifier;
}

std::optional<std::string> sign_note(Note note, const Signer& signer) {
  const Verifier verifier = verifier_of(signer);
  Signature signature{signer.name, key_id(verifier), {}};
  signature.bytes.resize(crypto_sign_BYTES);
  crypto_sign_detached(signature.bytes.data(), nullptr,
                       reinterpret_cast<const unsigned char*>(note.text.data()), note.text.size(),
                       signer.secret.data());
  note.signatures.push_back(std::move(signature));
  std::string text = note.text + '\n';
  for (const Signature& each : note.signatures) text += line_of(each);
  // What leaves must be what a reader takes in; a half of the key exchanged is caught here too.
  if (parse_note(text) != note || !verify_note(note, verifier)) return std::nullopt;
  return text;
}

std::optional<Note> parse_note(std::string_view signed_text) {
  if (signed_text.size() > note_bytes_max || !is_note_text(signed_text)) return std::nullopt;
  const std::size_t end = signed_text.rfind("\n\n");
  if (end == signed_text.npos) return std::nullopt;
  Note note{std::string(signed_text.substr(0, end + 1)), {}};
  std::string_view lines = signed_text.substr(end + 2);
  while (!lines.empty()) {
    const std::size_t length = lines.find('\n');
    auto signature = parse_signature(lines.substr(0, length));
    if (!signature || note.signatures.size() == note_signatures_max) return std::nullopt;
    note.signatures.push_back(std::move(*signature));
    lines.remove_prefix(length + 1);  // is_note_text: the last byte is a newline
  }
  if (note.signatures.empty()) return std::nullopt;
  return note;
}

bool verify_note(const Note& note, const Verifier& verifier) {
  const KeyId id = key_id(verifier);
  bool found = false;
  for (const Signature& signature : note.signatures) {
    if (signature.name != verifier.name || signature.key_id != id) continue;
    if (signature.bytes.size() != crypto_sign_BYTES ||
        crypto_sign_verify_detached(signature.bytes.data(),
                                    reinterpret_cast<const unsigned char*>(note.text.data()),
                                    note.text.size(), verifier.key.data()) != 0) {
      return false;
    }
    found = true;
  }
  return found;
}

namespace {

bool is_key_name(std::string_view name) {
  if (name.empty()) return false;
  for (Utf8 rest(name); !rest.at_end();) {
    const auto point = rest.next();
    if (!point || *point < 0x20 || *point == '+' || is_space(*point)) return false;
  }
  return true;
}

bool is_note_text(std::string_view text) {
  if (text.empty() || text.back() != '\n') return false;
  for (Utf8 rest(text); !rest.at_end();) {
    const auto point = rest.next();
    if (!point || (*point < 0x20 && *point != '\n')) return false;
  }
  return true;
}

std::optional<Signature> parse_signature(std::string_view line) {
  if (!line.starts_with(dash)) return std::nullopt;
  line.remove_prefix(dash.size());
  const std::size_t space = line.find(' ');
  if (space == line.npos || !is_key_name(line.substr(0, space))) return std::nullopt;
  const auto bytes = from_base64(line.substr(space + 1));
  Signature signature{std::string(line.substr(0, space)), {}, {}};
  if (!bytes || bytes->size() <= signature.key_id.size()) return std::nullopt;
  const auto body = bytes->begin() + std::ptrdiff_t{sizeof(KeyId)};
  std::copy(bytes->begin(), body, signature.key_id.begin());
  signature.bytes.assign(body, bytes->end());
  return signature;
}

std::string line_of(const Signature& signature) {
  std::vector<std::uint8_t> bytes(signature.key_id.begin(), signature.key_id.end());
  bytes.insert(bytes.end(), signature.bytes.begin(), signature.bytes.end());
  return std::string(dash) + signature.name + ' ' + to_base64(bytes) + '\n';
}

std::string hex_of(const KeyId& id) {
  std::array<char, 2 * sizeof(KeyId) + 1> text;
  sodium_bin2hex(text.data(), text.size(), id.data(), id.size());
  return text.data();
}

}  // namespace
}  // namespace lastmile::merkle
