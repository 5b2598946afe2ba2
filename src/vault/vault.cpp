#include "vault/vault.h"

#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>

#include "base/base64.h"
#include "vault/file.h"
#include "vault/key_file.h"
#include "vault/key_store.h"
#include "vault/person_cache.h"
#include "vault/root.h"
#include "vault/suite.h"

namespace lastmile::vault {
namespace {

using storage::Db;
using storage::Tx;

constexpr int rotation_batch = 200;

std::string about_spot(const Spot& spot) {
  return fmt::format("{}|{}|{}", spot.table, spot.row, spot.column);
}
std::string about_kek(const KekRow& kek) { return fmt::format("vault_key|{}", kek.generation); }
std::string about_person_key(const PersonKeyRow& row) {
  return fmt::format("person_key|{}|{}|{}", row.region, row.person.text(), row.key_id);
}

[[noreturn]] void tampered(const Spot& spot) {
  throw Broken("the sealed field " + about_spot(spot) + " was changed behind the program's back");
}

SealedParts parts_at(const Spot& spot, const Sealed& sealed) {
  const auto parts = parts_of(sealed.text);
  if (!parts) tampered(spot);
  return *parts;
}

/// A key sealed by the key above it. Throws Broken when either is not what it was.
Key unwrapped(const Key& above, const std::string& wrapped, const std::string& about) {
  const auto parts = parts_of(wrapped);
  auto plain = parts ? opened_text(above, *parts, about) : std::nullopt;
  if (!plain || plain->size() != Key::size) {
    throw Broken("the key " + about + " was changed behind the program's back");
  }
  const Key key(bytes_of(*plain));
  sodium_memzero(plain->data(), plain->size());
  return key;
}

class SodiumVault final : public Vault {
 public:
  explicit SodiumVault(const Key& root)
      : root_(root),
        wrap_(grown(root, RootUse::wrap, 1)),
        blind_(grown(root, RootUse::blind, 1)),
        derive_(grown(root, RootUse::derive, 1)) {
    const auto seed = SodiumVault::derive(signing_purpose);
    crypto_sign_seed_keypair(public_.data(), secret_.data(), seed.data());
  }
  ~SodiumVault() override { sodium_memzero(secret_.data(), secret_.size()); }

  /// Makes the first key-encrypting key of new data, or takes those that are there.
  void take_keks(Db& db) {
    const auto present = db.reading([](Tx& tx) { return list_keks(tx); });
    if (present.empty())
      db.write([&](Tx& tx) {
        if (!active_kek(tx)) add_kek(tx, 1);
      });
    const auto all = db.reading([](Tx& tx) { return list_keks(tx); });
    for (const KekRow& row : all) take_kek(row);
    generation_ = all.front().generation;
  }

  Sealed seal(Tx& tx, int region, PersonId owner, const Spot& spot,
              std::string_view plain) override {
    ASSERT(tx.writable());
    // Always by the row: the making of a key that is only remembered may have been rolled back.
    if (const auto row = live_key(tx, region, owner)) {
      const Key key = known_key(tx, *row);
      return {sealed_text(key, row->key_id, about_spot(spot), plain)};
    }
    const auto [fresh, key] = make_person_key(tx, region, owner);
    return {sealed_text(key, fresh.key_id, about_spot(spot), plain)};
  }

  std::optional<std::string> open(Tx& tx, int region, PersonId owner, const Spot& spot,
                                  const Sealed& sealed) override {
    const SealedParts parts = parts_at(spot, sealed);
    const PersonKeyName name{region, owner, std::string(parts.key_id)};
    auto key = cache_.find(name);
    if (!key) {
      const auto row = find_key(tx, region, owner, name.key_id);
      if (!row) {
        throw Broken("the sealed field " + about_spot(spot) + " needs the key " + name.key_id +
                     ", which this data never had: it was moved here, or the data was restored "
                     "without its key file");
      }
      if (!row->wrapped) return std::nullopt;
      key = known_key(tx, *row);
    }
    auto plain = opened_text(*key, parts, about_spot(spot));
    if (!plain) tampered(spot);
    return plain;
  }

  void forget(Tx& tx, int region, PersonId owner) override {
    // The empty row tells a restore of older data whom to erase again, also where no key was
    // needed.
    if (!erase_keys(tx, region, owner)) {
      ASSERT(tx.insert(PersonKeyRow{region, owner, random_key_id(), {}, {}}));
    }
    cache_.forget(region, owner);
  }

  Sealed seal_own(const Spot& spot, std::string_view plain) const override {
    const std::int64_t generation = generation_;
    return {sealed_text(own_key(generation), "o" + std::to_string(generation), about_spot(spot),
                        plain)};
  }

  std::string open_own(const Spot& spot, const Sealed& sealed) const override {
    const SealedParts parts = parts_at(spot, sealed);
    const auto generation = parts.key_id.starts_with('o')
                                ? lastmile::detail::whole(parts.key_id.substr(1))
                                : std::nullopt;
    if (!generation || *generation < 1) tampered(spot);
    auto plain = opened_text(own_key(*generation), parts, about_spot(spot));
    if (!plain) tampered(spot);
    return std::move(*plain);
  }

  std::string blind_index(std::string_view type, std::string_view normalised) const override {
    ASSERT(type.find('|') == std::string_view::npos);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, blind_.data(), Key::size);
    const std::string text = std::string(type) + "|" + std::string(normalised);
    crypto_auth_hmacsha256_update(&state, bytes_of(text).data(), text.size());
    std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    return to_base64url(ByteView(mac).first(16));
  }

  std::array<std::uint8_t, 32> derive(std::string_view purpose) const override {
    std::array<std::uint8_t, 32> out{};
    crypto_generichash(out.data(), out.size(), bytes_of(purpose).data(), purpose.size(),
                       derive_.data(), Key::size);
    return out;
  }

  Signature sign(std::string_view bytes) const override {
    Signature out{};
    crypto_sign_detached(out.data(), nullptr, bytes_of(bytes).data(), bytes.size(), secret_.data());
    return out;
  }
  PublicKey public_key() const override { return public_; }

  std::int64_t rotate(Db& db) override {
    const std::string newest = db.writing([&](Tx& tx) { return begin_rotation(tx); });
    std::int64_t wrapped = 0;
    PersonKeyRow after;
    while (const auto done = db.writing([&](Tx& tx) { return wrap_some(tx, newest, after); })) {
      wrapped += done;
    }
    db.write([](Tx& tx) { drop_unused_keks(tx); });
    return wrapped;
  }

  std::int64_t export_keys(Db& db, const std::filesystem::path& file) const override {
    const KeyFile keys = db.reading([](Tx& tx) {
      KeyFile all{list_keks(tx), {}};
      for (;;) {
        auto more = keys_after(
            tx, all.person_keys.empty() ? PersonKeyRow{} : all.person_keys.back(), "", 1000);
        if (more.empty()) return all;
        std::ranges::move(more, std::back_inserter(all.person_keys));
      }
    });
    replace_file(file, key_file_text(root_, keys), 0600);
    return static_cast<std::int64_t>(keys.person_keys.size());
  }

  std::int64_t import_keys(Db& db, const std::filesystem::path& file) override {
    const KeyFile keys = read_key_file(root_, file);
    const auto taken = db.writing([&](Tx& tx) { return take_file(tx, keys); });
    cache_.clear();
    take_keks(db);
    return taken;
  }

  /// Opens every key of a file in memory. Throws as import_keys does.
  void try_keys(const KeyFile& keys) {
    std::map<std::string, Key> above;
    for (const KekRow& row : keys.keks) above.insert_or_assign(row.id, take_kek(row));
    for (const PersonKeyRow& row : keys.person_keys) {
      if (!row.wrapped || !row.kek) continue;
      const auto kek = above.find(*row.kek);
      if (kek == above.end()) throw Broken("the key-encrypting key " + *row.kek + " is gone");
      unwrapped(kek->second, *row.wrapped, about_person_key(row));
    }
  }
  void try_keks(Tx& tx) {
    for (const KekRow& row : list_keks(tx)) take_kek(row);
  }

 private:
  Key own_key(std::int64_t generation) const {
    return grown(root_, RootUse::own, static_cast<std::uint64_t>(generation));
  }

  /// Throws Unavailable when it was sealed by another root key.
  Key take_kek(const KekRow& row) {
    const auto parts = parts_of(row.wrapped);
    const bool named = parts && parts->key_id == row.id;
    const auto plain = named ? opened_text(wrap_, *parts, about_kek(row)) : std::nullopt;
    if (!plain || plain->size() != Key::size) {
      throw storage::Unavailable(
          "this data was sealed with another root key (or its row vault_key/" + row.id +
          " was changed): put back the root.key that belongs to it");
    }
    const std::lock_guard lock(mutex_);
    return keks_.insert_or_assign(row.id, Key(bytes_of(*plain))).first->second;
  }

  Key kek(Tx& tx, const std::string& id) {
    {
      const std::lock_guard lock(mutex_);
      if (const auto at = keks_.find(id); at != keks_.end()) return at->second;
    }
    const auto row = find_kek(tx, id);  // made by another server since
    if (!row) throw Broken("the key-encrypting key " + id + " is gone");
    return take_kek(*row);
  }

  KekRow add_kek(Tx& tx, std::int64_t generation) {
    KekRow row{random_key_id(), generation, KekState::active, {}};
    const Key fresh = Key::random();
    row.wrapped = sealed_text(wrap_, row.id, about_kek(row), chars_of(fresh.view()));
    ASSERT(tx.insert(row));
    return row;
  }

  /// The key of a row that was just read, remembered. One made in a transaction that is rolled back
  /// after all opens nothing that is left.
  Key known_key(Tx& tx, const PersonKeyRow& row) {
    const PersonKeyName name{row.region, row.person, row.key_id};
    if (const auto known = cache_.find(name)) return *known;
    const Key key = key_of(tx, row);
    cache_.keep(name, key);
    return key;
  }

  Key key_of(Tx& tx, const PersonKeyRow& row) {
    return unwrapped(kek(tx, *row.kek), *row.wrapped, about_person_key(row));
  }

  void wrap(Tx& tx, PersonKeyRow& row, const Key& key, const std::string& under) {
    row.kek = under;
    row.wrapped = sealed_text(kek(tx, under), under, about_person_key(row), chars_of(key.view()));
  }

  struct Made {
    PersonKeyRow row;
    Key key;
  };
  Made make_person_key(Tx& tx, int region, PersonId owner) {
    const auto active = active_kek(tx);  // from the row: another server may have rotated
    ASSERT(active);
    Made made{{region, owner, random_key_id(), {}, {}}, Key::random()};
    if (has_key_row(tx, region, owner)) made.row.key_id.insert(0, 1, since_erasure_mark);
    wrap(tx, made.row, made.key, active->id);
    ASSERT(tx.insert(made.row));
    return made;
  }

  /// The id of the newest key, made now unless an earlier rotation is still on its way.
  std::string begin_rotation(Tx& tx) {
    const auto all = list_keks(tx);
    ASSERT(!all.empty());
    const bool unfinished = all.front().state == KekState::active && all.size() > 1;
    if (unfinished) return all.front().id;
    retire_keks(tx);
    const KekRow fresh = add_kek(tx, all.front().generation + 1);
    generation_ = fresh.generation;  // own keys of any generation open, so too early does no harm
    return fresh.id;
  }

  std::int64_t wrap_some(Tx& tx, const std::string& newest, PersonKeyRow& after) {
    auto rows = keys_after(tx, after, newest, rotation_batch);
    for (PersonKeyRow& row : rows) {
      wrap(tx, row, key_of(tx, row), newest);
      ASSERT(tx.update(row));
    }
    if (!rows.empty()) after = rows.back();
    return static_cast<std::int64_t>(rows.size());
  }

  std::int64_t take_file(Tx& tx, const KeyFile& keys) {
    for (const KekRow& row : keys.keks) {
      take_kek(row);
      tx.put(row);
    }
    retire_keks(tx);
    KekRow newest = list_keks(tx).front();
    newest.state = KekState::active;
    ASSERT(tx.update(newest));
    std::int64_t taken = 0;
    for (const PersonKeyRow& row : keys.person_keys) {
      if (row.wrapped) key_of(tx, row);  // throws when it does not open
      const auto present = find_key(tx, row.region, row.person, row.key_id);
      if (present && !present->wrapped) continue;
      tx.put(row);
      ++taken;
    }
    return taken;
  }

  const Key root_, wrap_, blind_, derive_;
  PublicKey public_{};
  std::array<std::uint8_t, 64> secret_{};
  std::atomic<std::int64_t> generation_ = 1;
  std::mutex mutex_;
  std::map<std::string, Key> keks_;
  PersonCache cache_;
};

}  // namespace

std::unique_ptr<Vault> Vault::open(const std::filesystem::path& dir, Db& db) {
  ASSERT(sodium_init() >= 0);
  const auto file = dir / "root.key";
  auto root = read_root(file);
  if (!root) {
    const auto sealed = db.reading([](Tx& tx) { return list_keks(tx); });
    if (!sealed.empty()) {
      throw storage::Unavailable("the root key " + file.string() +
                                 " is missing, and this data is sealed with it: put it back");
    }
    root = create_root(file);
  }
  auto vault = std::make_unique<SodiumVault>(*root);
  vault->take_keks(db);
  return vault;
}

void check_root(const Key& root, Tx& tx) {
  ASSERT(sodium_init() >= 0);
  SodiumVault(root).try_keks(tx);
}

void check_key_file(const Key& root, const std::filesystem::path& file) {
  ASSERT(sodium_init() >= 0);
  SodiumVault(root).try_keys(read_key_file(root, file));
}

bool is_signed(std::string_view bytes, const Vault::Signature& signature,
               const Vault::PublicKey& key) {
  return crypto_sign_verify_detached(signature.data(), bytes_of(bytes).data(), bytes.size(),
                                     key.data()) == 0;
}

}  // namespace lastmile::vault
