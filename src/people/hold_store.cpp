#include "people/hold_store.h"

namespace lastmile::people {
namespace {

const storage::Sql holds_of_person{"holds_of_person", R"(
  select region, person, subject, what, since from person_hold
  where region = $1 and person = $2 order by since, subject)"};

}  // namespace

std::vector<PersonHoldRow> load_holds(storage::Tx& tx, int region, PersonId person) {
  return tx.rows<PersonHoldRow>(holds_of_person, region, person);
}

}  // namespace lastmile::people
