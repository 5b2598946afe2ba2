#include "vault/key_store.h"

#include "vault/forgotten.h"

namespace lastmile::vault {
namespace {

using storage::Sql;
using storage::Tx;

const Sql list_keks_sql{"vault.list_keks",
                        "select id, generation, state, wrapped from vault_key "
                        "order by generation desc, id"};
const Sql active_kek_sql{"vault.active_kek",
                         "select id, generation, state, wrapped from vault_key "
                         "where state = 'active' order by generation desc, id limit 1"};
const Sql find_kek_sql{"vault.find_kek",
                       "select id, generation, state, wrapped from vault_key where id = $1"};
const Sql retire_keks_sql{"vault.retire_keks",
                          "update vault_key set state = 'retiring' where state = 'active'"};
const Sql drop_unused_sql{"vault.drop_unused_keks",
                          "delete from vault_key where state = 'retiring' and not exists "
                          "(select 1 from person_key "
                          "where person_key.region >= 0 and person_key.kek = vault_key.id)"};
const Sql live_key_sql{"vault.live_key",
                       "select region, person, key_id, kek, wrapped from person_key "
                       "where region = $1 and person = $2 and wrapped is not null"};
const Sql find_key_sql{"vault.find_key",
                       "select region, person, key_id, kek, wrapped from person_key "
                       "where region = $1 and person = $2 and key_id = $3"};
const Sql any_key_sql{"vault.any_key",
                      "select key_id from person_key where region = $1 and person = $2 limit 1"};
const Sql erase_keys_sql{"vault.erase_keys",
                         "update person_key set kek = null, wrapped = null "
                         "where region = $1 and person = $2"};
const Sql forgotten_sql{"vault.forgotten",
                        "select distinct person from person_key "
                        "where region = $1 and person > $2 and wrapped is null "
                        "order by person limit $3"};
const Sql keys_after_sql{"vault.keys_after",
                         "select region, person, key_id, kek, wrapped from person_key "
                         "where (region, person, key_id) > ($1, $2, $3) "
                         "and ($4 = '' or kek <> $4) "
                         "order by region, person, key_id limit $5"};

}  // namespace

std::vector<KekRow> list_keks(Tx& tx) { return tx.rows<KekRow>(list_keks_sql); }

std::optional<KekRow> active_kek(Tx& tx) { return tx.row<KekRow>(active_kek_sql); }

std::optional<KekRow> find_kek(Tx& tx, const std::string& id) {
  return tx.row<KekRow>(find_kek_sql, id);
}

std::int64_t retire_keks(Tx& tx) { return tx.run(retire_keks_sql); }

std::int64_t drop_unused_keks(Tx& tx) { return tx.run(drop_unused_sql); }

std::optional<PersonKeyRow> live_key(Tx& tx, int region, PersonId person) {
  return tx.row<PersonKeyRow>(live_key_sql, region, person);
}

std::optional<PersonKeyRow> find_key(Tx& tx, int region, PersonId person,
                                     const std::string& key_id) {
  return tx.row<PersonKeyRow>(find_key_sql, region, person, key_id);
}

bool has_key_row(Tx& tx, int region, PersonId person) {
  return tx.row<std::string>(any_key_sql, region, person).has_value();
}

bool erase_keys(Tx& tx, int region, PersonId person) {
  return tx.run(erase_keys_sql, region, person) > 0;
}

std::vector<PersonId> forgotten_people(Tx& tx, int region) {
  constexpr int page = 1000;
  std::vector<PersonId> all;
  for (PersonId after;; after = all.back()) {
    const auto some = tx.rows<PersonId>(forgotten_sql, region, after, page);
    all.insert(all.end(), some.begin(), some.end());
    if (some.size() < page) return all;
  }
}

std::vector<KeyHeld> keys_held(Tx& tx, int region) {
  constexpr int page = 1000;
  std::vector<KeyHeld> all;
  for (PersonKeyRow after{.region = region};;) {
    const auto some = keys_after(tx, after, "", page);
    for (const PersonKeyRow& row : some) {
      if (row.region != region) return all;
      if (row.wrapped) all.push_back({row.person, row.key_id.starts_with(since_erasure_mark)});
    }
    if (some.size() < page) return all;
    after = some.back();
  }
}

std::vector<PersonKeyRow> keys_after(Tx& tx, const PersonKeyRow& after,
                                     const std::string& not_under, int max) {
  return tx.rows<PersonKeyRow>(keys_after_sql, after.region, after.person, after.key_id, not_under,
                               max);
}

}  // namespace lastmile::vault
