#include "people/apart_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

const Sql apart_by_pair{"apart_by_pair", R"(
  select region, a, b, reason, asked_by, asked_at, ended_at from apart
  where region = $1 and a = $2 and b = $3)"};

// Two index look-ups instead of an OR over two columns.
const Sql apart_of_people{"apart_of_people", R"(
  select region, a, b, reason, asked_by, asked_at, ended_at from apart
  where region = $1 and ended_at is null and a {in $2}
  union
  select region, a, b, reason, asked_by, asked_at, ended_at from apart
  where region = $1 and ended_at is null and b {in $2})"};

const Sql apart_of_person{"apart_of_person", R"(
  select region, a, b, reason, asked_by, asked_at, ended_at from apart
  where region = $1 and a = $2
  union
  select region, a, b, reason, asked_by, asked_at, ended_at from apart
  where region = $1 and b = $2)"};

}  // namespace

std::optional<ApartRow> load_apart(storage::Tx& tx, int region, PersonId a, PersonId b) {
  return tx.row<ApartRow>(apart_by_pair, region, std::min(a, b), std::max(a, b));
}

std::vector<ApartRow> load_apart_of(storage::Tx& tx, int region,
                                    const std::vector<PersonId>& people) {
  if (people.empty()) return {};
  return tx.rows<ApartRow>(apart_of_people, region, storage::in_list(people));
}

std::vector<ApartRow> load_all_apart_of(storage::Tx& tx, int region, PersonId person) {
  return tx.rows<ApartRow>(apart_of_person, region, person);
}

}  // namespace lastmile::people
