#include "people/apart_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

const Sql apart_by_pair{"apart_by_pair", R"(
  select region, a, b, reason, asked_by, asked_at, ended_at, said_by, also from apart
  where region = $1 and a = $2 and b = $3)"};

// Two index look-ups instead of an OR over two columns.
const Sql apart_of_people{"apart_of_people", R"(
  select region, a, b, reason, asked_by, asked_at, ended_at, said_by, also from apart
  where region = $1 and ended_at is null and a {in $2}
  union
  select region, a, b, reason, asked_by, asked_at, ended_at, said_by, also from apart
  where region = $1 and ended_at is null and b {in $2})"};

}  // namespace

std::vector<ApartWish> wishes_of(const ApartRow& row) {
  if (row.ended_at) return {};
  std::vector<ApartWish> wishes{{row.reason, row.asked_by, row.asked_at, row.said_by}};
  if (row.also) wishes.insert(wishes.end(), row.also->begin(), row.also->end());
  return wishes;
}

void set_wishes(ApartRow& row, std::vector<ApartWish> wishes, Instant now) {
  row.also.reset();
  row.ended_at.reset();
  if (wishes.empty()) {
    row.ended_at = now;
    return;
  }
  const ApartWish& first = wishes.front();
  row.reason = first.reason;
  row.asked_by = first.asked_by;
  row.asked_at = first.asked_at;
  row.said_by = first.said_by;
  wishes.erase(wishes.begin());
  if (!wishes.empty()) row.also = std::move(wishes);
}

std::optional<ApartRow> load_apart(storage::Tx& tx, int region, PersonId a, PersonId b) {
  return tx.row<ApartRow>(apart_by_pair, region, std::min(a, b), std::max(a, b));
}

std::vector<ApartRow> load_apart_of(storage::Tx& tx, int region,
                                    const std::vector<PersonId>& people) {
  if (people.empty()) return {};
  return tx.rows<ApartRow>(apart_of_people, region, storage::in_list(people));
}

}  // namespace lastmile::people
