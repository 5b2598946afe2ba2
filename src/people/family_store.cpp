#include "people/family_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

#define FAMILY_COLUMNS                                                                       \
  "region, id, person, kind, relation, relative, contact, state, verified_how, decided_by, " \
  "decided_at, until_day, entered_by, entered_at from family_link "

const Sql family_link_by_id{"family_link_by_id",
                            "select " FAMILY_COLUMNS "where region = $1 and id = $2"};

const Sql family_of_person{"family_of_person",
                           "select " FAMILY_COLUMNS
                           "where region = $1 and person = $2 and state <> 'ended' order by id"};

const Sql wards_of_relative{"wards_of_relative",
                            "select " FAMILY_COLUMNS
                            "where region = $1 and relative = $2 and state <> 'ended' order by id"};

const Sql speaking_links{"speaking_links", R"(
  select count(*) from family_link
  where region = $1 and person = $2 and relative = $3 and state = 'verified'
    and kind in ('proxy', 'guardian') and (until_day is null or until_day > $4))"};

const Sql family_code_saved{"family_code_saved", R"(
  insert into family_code (region, code_index, person, kind, expires_at, tag)
  values ($1, $2, $3, $4, $5, $6))"};

const Sql family_code_by_index{"family_code_by_index", R"(
  select region, code_index, person, kind, expires_at, tag from family_code
  where region = $1 and code_index = $2)"};

const Sql family_codes_deleted{"family_codes_deleted", R"(
  delete from family_code where region = $1 and person = $2)"};

const Sql family_codes_expired{"family_codes_expired", R"(
  delete from family_code where region = $1 and expires_at < $2)"};

const Sql family_code_try_counted{"family_code_try_counted", R"(
  insert into family_code_try (region, actor, day, tries) values ($1, $2, $3, 1)
  on conflict (region, actor, day) do update set tries = family_code_try.tries + 1)"};

const Sql family_code_tries_read{"family_code_tries_read", R"(
  select tries from family_code_try where region = $1 and actor = $2 and day = $3)"};

}  // namespace

std::optional<FamilyLinkRow> load_family_link(storage::Tx& tx, int region, FamilyLinkId id) {
  return tx.row<FamilyLinkRow>(family_link_by_id, region, id);
}

std::vector<FamilyLinkRow> load_family_of(storage::Tx& tx, int region, PersonId person) {
  return tx.rows<FamilyLinkRow>(family_of_person, region, person);
}

std::vector<FamilyLinkRow> load_wards_of(storage::Tx& tx, int region, PersonId relative) {
  return tx.rows<FamilyLinkRow>(wards_of_relative, region, relative);
}

std::int64_t count_speaking_links(storage::Tx& tx, int region, const Speaking& s) {
  return tx.row<std::int64_t>(speaking_links, region, s.person, s.relative, s.today).value_or(0);
}

void save_family_code(storage::Tx& tx, const FamilyCodeRow& row) {
  tx.run(family_code_saved, row.region, row.code_index, row.person, row.kind, row.expires_at,
         row.tag);
}

std::optional<FamilyCodeRow> load_family_code(storage::Tx& tx, int region,
                                              std::string_view code_index) {
  return tx.row<FamilyCodeRow>(family_code_by_index, region, code_index);
}

void delete_family_codes(storage::Tx& tx, int region, PersonId person) {
  tx.run(family_codes_deleted, region, person);
}

void delete_family_codes_before(storage::Tx& tx, int region, Instant expired) {
  tx.run(family_codes_expired, region, expired);
}

std::int64_t count_family_code_try(storage::Tx& tx, int region, PersonId actor, Day day) {
  tx.run(family_code_try_counted, region, actor, day);
  return family_code_tries(tx, region, actor, day);
}

std::int64_t family_code_tries(storage::Tx& tx, int region, PersonId actor, Day day) {
  return tx.row<std::int64_t>(family_code_tries_read, region, actor, day).value_or(0);
}

}  // namespace lastmile::people
