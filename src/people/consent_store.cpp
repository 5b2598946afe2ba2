#include "people/consent_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

#define CONSENT_COLUMNS                                                                \
  "region, id, person, kind, wording_version, how, given_by, given_at, withdrawn_by, " \
  "withdrawn_at from consent "

const Sql consent_by_id{"consent_by_id", "select " CONSENT_COLUMNS "where region = $1 and id = $2"};

const Sql consents_of_person{"consents_of_person",
                             "select " CONSENT_COLUMNS
                             "where region = $1 and person = $2 order by given_at, id"};

const Sql last_consent_of_kind{
    "last_consent_of_kind",
    "select " CONSENT_COLUMNS
    "where region = $1 and person = $2 and kind = $3 order by given_at desc, id desc limit 1"};

const Sql all_wordings{"all_wordings", R"(
  select kind, version, zh, en from consent_wording order by kind, version)"};

const Sql newest_wording{"newest_wording", R"(
  select coalesce(max(version), 0) from consent_wording where kind = $1)"};

}  // namespace

std::optional<ConsentRow> load_consent(storage::Tx& tx, int region, ConsentId id) {
  return tx.row<ConsentRow>(consent_by_id, region, id);
}

std::vector<ConsentRow> load_consents_of(storage::Tx& tx, int region, PersonId person) {
  return tx.rows<ConsentRow>(consents_of_person, region, person);
}

std::optional<ConsentRow> load_last_consent(storage::Tx& tx, int region, PersonId person,
                                            ConsentKind kind) {
  return tx.row<ConsentRow>(last_consent_of_kind, region, person, kind);
}

std::vector<ConsentWording> load_wordings(storage::Tx& tx) {
  return tx.rows<ConsentWording>(all_wordings);
}

std::int64_t load_wording_version(storage::Tx& tx, ConsentKind kind) {
  return tx.row<std::int64_t>(newest_wording, kind).value_or(0);
}

}  // namespace lastmile::people
