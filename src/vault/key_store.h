#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "storage/db.h"

/// All SQL of the vault: the tables vault_key and person_key.
namespace lastmile::vault {

enum class KekState { active, retiring };
BOOST_DESCRIBE_ENUM(KekState, active, retiring)

/// A key-encrypting key, itself sealed by the root key.
struct KekRow {
  std::string id;
  std::int64_t generation = 0;
  KekState state = KekState::active;
  std::string wrapped;
};
BOOST_DESCRIBE_STRUCT(KekRow, (), (id, generation, state, wrapped))

/// A person's data key, sealed by the key `kek`; both are absent once the person is erased.
struct PersonKeyRow {
  int region = 0;
  PersonId person;
  std::string key_id;
  std::optional<std::string> kek;
  std::optional<std::string> wrapped;
};
BOOST_DESCRIBE_STRUCT(PersonKeyRow, (), (region, person, key_id, kek, wrapped))

std::vector<KekRow> list_keks(storage::Tx& tx);  // newest first
std::optional<KekRow> active_kek(storage::Tx& tx);
std::optional<KekRow> find_kek(storage::Tx& tx, const std::string& id);
std::int64_t retire_keks(storage::Tx& tx);
/// Drops retiring keys that no person key needs any more.
std::int64_t drop_unused_keks(storage::Tx& tx);

/// What the id of a key begins with that was made after its person's were erased.
inline constexpr char since_erasure_mark = '~';

/// The key that new fields of a person are sealed with.
std::optional<PersonKeyRow> live_key(storage::Tx& tx, int region, PersonId person);
std::optional<PersonKeyRow> find_key(storage::Tx& tx, int region, PersonId person,
                                     const std::string& key_id);
/// Whether the person has a key, or had one that was erased.
bool has_key_row(storage::Tx& tx, int region, PersonId person);
/// Blanks all keys of the person; false when there are none.
bool erase_keys(storage::Tx& tx, int region, PersonId person);
/// Person keys after `after` in the order of their key, at most `max`; `not_under` empty: all.
std::vector<PersonKeyRow> keys_after(storage::Tx& tx, const PersonKeyRow& after,
                                     const std::string& not_under, int max);

}  // namespace lastmile::vault

template <>
struct lastmile::storage::Table<lastmile::vault::KekRow> {
  static constexpr std::string_view name = "vault_key";
  static constexpr std::size_t key_columns = 1;
};
template <>
struct lastmile::storage::Table<lastmile::vault::PersonKeyRow> {
  static constexpr std::string_view name = "person_key";
  static constexpr std::size_t key_columns = 3;
};
