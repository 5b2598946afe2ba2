#include "people/person_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

#define PERSON_COLUMNS                                                                    \
  "region, id, state, merged_into, name, name_keys, name_sound, sex, birth_day, phone, "  \
  "phone_index, "                                                                         \
  "id_number, id_index, address, address_index, point, household, home_site, site_path, " \
  "language, recipient_groups, entered_by, entered_how, entered_at, changed_at from person "

const Sql person_by_id{"person_by_id", "select " PERSON_COLUMNS "where region = $1 and id = $2"};

const Sql standing_by_id{"standing_by_id", R"(
  select id, state, merged_into, home_site, site_path from person
  where region = $1 and id = $2)"};

const Sql persons_by_id{"persons_by_id",
                        "select " PERSON_COLUMNS "where region = $1 and id {in $2} order by id"};

const Sql person_by_phone{
    "person_by_phone", "select " PERSON_COLUMNS
                       "where region = $1 and phone_index = $2 and state <> 'erased' order by id"};

const Sql person_by_name_and_birth{
    "person_by_name_and_birth",
    "select " PERSON_COLUMNS
    "where region = $1 and name_sound = $2 and birth_day = $3 and state <> 'erased' order by id"};

const Sql person_by_id_number{
    "person_by_id_number", "select " PERSON_COLUMNS
                           "where region = $1 and id_index = $2 and state = 'active' order by id"};

const Sql person_by_address{
    "person_by_address",
    "select " PERSON_COLUMNS
    "where region = $1 and address_index = $2 and state <> 'erased' order by id"};

// A household lies at the home site of who lives there, and a site's people are one walk.
const Sql persons_living_in{"persons_living_in", R"(
  select id from person
  where region = $1 and site_path = $2 and household {in $3} and state = 'active' order by id)"};

const Sql persons_merged_into{"persons_merged_into", R"(
  select id from person
  where region = $1 and merged_into = $2 order by id)"};

// name_keys are "王小明 wxm wangxiaoming" and more: a query matches the start of any of its words.
const Sql person_page{"person_page", "select " PERSON_COLUMNS R"(
  where region = $1 and site_path >= $2 and site_path < $3 and id > $4 and state = 'active'
    and ($5 = '' or name like '%' || $5 || '%' or name_keys like $6 || '%'
         or name_keys like '% ' || $6 || '%')
    and ($7 = '' or recipient_groups like '%"' || $7 || '"%')
  order by id limit $8)"};

const Sql names_by_id{"names_by_id", R"(
  select id, state, name, birth_day, site_path, recipient_groups from {each $2} cross join person
  where region = $1 and id = each.value)"};

const Sql name_by_id{"name_by_id", R"(
  select id, state, name, birth_day, site_path, recipient_groups
  from person where region = $1 and id = $2)"};

}  // namespace

std::optional<PersonRow> load_person(storage::Tx& tx, int region, PersonId id) {
  return tx.row<PersonRow>(person_by_id, region, id);
}

std::optional<PersonStanding> load_standing(storage::Tx& tx, int region, PersonId id) {
  return tx.row<PersonStanding>(standing_by_id, region, id);
}

std::vector<PersonRow> load_persons(storage::Tx& tx, int region, const std::vector<PersonId>& ids) {
  return tx.rows<PersonRow>(persons_by_id, region, storage::in_list(ids));
}

std::vector<PersonRow> load_by_phone(storage::Tx& tx, int region, std::string_view phone_index) {
  return tx.rows<PersonRow>(person_by_phone, region, phone_index);
}

std::vector<PersonRow> load_by_id_number(storage::Tx& tx, int region, std::string_view id_index) {
  return tx.rows<PersonRow>(person_by_id_number, region, id_index);
}

std::vector<PersonRow> load_by_address(storage::Tx& tx, int region,
                                       std::string_view address_index) {
  return tx.rows<PersonRow>(person_by_address, region, address_index);
}

std::vector<PersonRow> load_by_name_and_birth(storage::Tx& tx, int region,
                                              std::string_view name_sound, Day birth_day) {
  return tx.rows<PersonRow>(person_by_name_and_birth, region, name_sound, birth_day);
}

std::vector<PersonId> load_living_in(storage::Tx& tx, int region, std::string_view site_path,
                                     const std::vector<places::HouseholdId>& households) {
  return tx.rows<PersonId>(persons_living_in, region, site_path, storage::in_list(households));
}

std::vector<PersonId> load_merged_into(storage::Tx& tx, int region, PersonId kept) {
  return tx.rows<PersonId>(persons_merged_into, region, kept);
}

std::vector<PersonRow> load_person_page(storage::Tx& tx, int region, const PersonFilter& f) {
  return tx.rows<PersonRow>(person_page, region, f.lo, f.hi, f.after, f.name_part, f.key, f.group,
                            f.limit);
}

std::vector<NameRow> load_names(storage::Tx& tx, int region, const std::vector<PersonId>& ids) {
  // Most commands name one person.
  if (ids.size() == 1) return tx.rows<NameRow>(name_by_id, region, ids.front());
  return tx.rows<NameRow>(names_by_id, region, storage::in_list(ids));
}

}  // namespace lastmile::people
