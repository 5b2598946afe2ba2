#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "merkle/hash.h"

/// Signed notes: text signed with Ed25519 by one or more named keys, readable by people and by
/// every tool that speaks C2SP. Source: c2sp.org/signed-note@v1.0.0; RFC 8032.
namespace lastmile::merkle {

using PublicKey = std::array<std::uint8_t, 32>;
using SecretKey = std::array<std::uint8_t, 64>;  // RFC 8032 seed, then the public key
using KeySeed = std::array<std::uint8_t, 32>;
using KeyId = std::array<std::uint8_t, 4>;

/// Longer notes, and notes with more signatures, are not read. The specification asks for ≥ 16.
inline constexpr std::size_t note_bytes_max = 64 * 1024;
inline constexpr std::size_t note_signatures_max = 32;

/// Whose signature to look for. The name is best a web address without scheme, e.g. `a.cn/log`.
struct Verifier {
  std::string name;
  PublicKey key{};

  friend bool operator==(const Verifier&, const Verifier&) = default;
};

/// Who signs. The secret key never leaves the process that holds it.
struct Signer {
  std::string name;
  SecretKey secret{};
};

struct Signature {
  std::string name;
  KeyId key_id{};
  std::vector<std::uint8_t> bytes;

  friend bool operator==(const Signature&, const Signature&) = default;
};

struct Note {
  std::string text;  // ends with a newline
  std::vector<Signature> signatures;

  friend bool operator==(const Note&, const Note&) = default;
};

/// The signer with this name and the Ed25519 key grown from the seed (RFC 8032 §5.1.5).
/// The seed must come from a source nobody can guess.
Signer make_signer(std::string name, const KeySeed& seed);

/// The public half of a signer, to be published.
Verifier verifier_of(const Signer& signer);

/// First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key): tells keys apart, proves nothing.
KeyId key_id(const Verifier& verifier);

/// The verifier as one line, `name+hex(key id)+base64(0x01 ‖ public key)`, as Go's sumdb and the
/// witness tools read it; nothing when the name may not stand in a note.
std::optional<std::string> verifier_line(const Verifier& verifier);

/// The verifier of such a line; nothing when a part is wrong, the key id included.
std::optional<Verifier> parse_verifier(std::string_view line);

/// The note as text, with one more signature under it; nothing when it could not be read back:
/// text not ending in a newline, with control characters or not UTF-8, a name that is empty or
/// holds a space or plus, a note over its limits, a key that is not an Ed25519 key.
std::optional<std::string> sign_note(Note note, const Signer& signer);

/// The note in this text, nothing verified yet; nothing when its form is wrong in any byte.
std::optional<Note> parse_note(std::string_view signed_text);

/// True only if the note bears a signature of this key (by name and key id) and every such
/// signature is right. Signatures of other keys are passed over, as the specification asks.
bool verify_note(const Note& note, const Verifier& verifier);

}  // namespace lastmile::merkle
