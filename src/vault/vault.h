#pragma once
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "storage/db.h"

/// Secrets: envelope encryption of fields, blind indexes, signatures.
/// root key file (0400, outside the database) → key-encrypting key → data keys per class and per
/// person. Erasing a person's key makes every field sealed for them unreadable, backups included.
namespace lastmile::vault {

/// A sealed field as a text column: "1.<suite>.<key id>.<nonce and ciphertext, base64url>".
struct Sealed {
  std::string text;
  bool empty() const { return text.empty(); }
  friend auto operator<=>(const Sealed&, const Sealed&) = default;
};

/// Where a sealed field stands; it is bound in as associated data, so a ciphertext copied to
/// another row or column does not open.
struct Spot {
  std::string_view table;
  std::string_view row;  // the row's id as text
  std::string_view column;
};

/// Safe from any thread; a Tx stays with its own.
class Vault {
 public:
  /// Opens the keys in `dir` (creates them when the data is new). Throws storage::Unavailable when
  /// the root key is absent, readable by others, or not the one the data was sealed with.
  /// The schema must be there. Not from the writer lane.
  static std::unique_ptr<Vault> open(const std::filesystem::path& dir, storage::Db& db);
  virtual ~Vault() = default;

  /// Seals for a person (their own key, made at first use). Needs a write transaction.
  virtual Sealed seal(storage::Tx& tx, int region, PersonId owner, const Spot& spot,
                      std::string_view plain) = 0;
  /// The plain text; nothing once the person is erased. Tampered text throws Broken, and so does
  /// one whose key this data never had: moved here from elsewhere, or restored without its keys.
  virtual std::optional<std::string> open(storage::Tx& tx, int region, PersonId owner,
                                          const Spot& spot, const Sealed& sealed) = 0;
  /// Destroys the person's key: their sealed fields are gone for good. Here at once; another
  /// server on the same database may remember the key for up to five seconds.
  virtual void forget(storage::Tx& tx, int region, PersonId owner) = 0;

  /// The same with a key of the machine's own, for secrets that belong to no person.
  virtual Sealed seal_own(const Spot& spot, std::string_view plain) const = 0;
  virtual std::string open_own(const Spot& spot, const Sealed& sealed) const = 0;

  /// HMAC(key outside the database, type | normalised text), base64url of 16 bytes: equal texts
  /// meet, nothing else is learned. `type` e.g. "id_number", "phone".
  virtual std::string blind_index(std::string_view type, std::string_view normalised) const = 0;

  /// A 32-byte key derived for one purpose, e.g. "check_in_code/<need id>". Stable across
  /// rotation of the data keys.
  virtual std::array<std::uint8_t, 32> derive(std::string_view purpose) const = 0;

  using PublicKey = std::array<std::uint8_t, 32>;
  using Signature = std::array<std::uint8_t, 64>;
  /// Ed25519 over the bytes, with this machine's signing key, grown from derive(signing_purpose).
  virtual Signature sign(std::string_view bytes) const = 0;
  virtual PublicKey public_key() const = 0;

  /// New key-encrypting key and class keys; every person key is wrapped anew, 200 a transaction,
  /// while work goes on. One that was interrupted is finished first, and then nothing more is
  /// done: call once, and again only after a kill. Returns how many this call wrapped.
  virtual std::int64_t rotate(storage::Db& db) = 0;

  /// Writes all wrapped keys to a file (0600, whole or not at all). Data dumps hold no person
  /// keys, so a restore needs this file and the root key. Keep only the newest: an older one
  /// still holds the keys of people erased since. Returns how many person keys it wrote.
  virtual std::int64_t export_keys(storage::Db& db, const std::filesystem::path& file) const = 0;
  /// Takes the keys of such a file into this data; those erased here stay erased.
  /// Throws storage::Unavailable, and changes nothing, when any of it is damaged or belongs to
  /// another root key. Returns how many person keys it took.
  virtual std::int64_t import_keys(storage::Db& db, const std::filesystem::path& file) = 0;
};

/// What the signing key is grown from, so that the journal signs its checkpoints with the same.
inline constexpr std::string_view signing_purpose = "signing_key";

/// True when `signature` is that key's over these bytes; for readers who have no vault.
bool is_signed(std::string_view bytes, const Vault::Signature& signature,
               const Vault::PublicKey& key);

}  // namespace lastmile::vault

template <>
struct lastmile::Wire<lastmile::vault::Sealed> {
  static std::string text(const vault::Sealed& s) { return s.text; }
  static std::optional<vault::Sealed> parse(std::string_view s) {
    return vault::Sealed{std::string(s)};
  }
  static constexpr std::string_view format = "";
  static constexpr Words hint{"is sealed", "已加密"};
};
