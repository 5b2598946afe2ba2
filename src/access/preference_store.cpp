#include "access/preference_store.h"

namespace lastmile::access {
namespace {

const storage::Sql preference_of{"access.preference_of", R"(
  select region, person, type_step, scheme, key_maps
  from preference where region = $1 and person = $2)"};

}  // namespace

std::optional<PreferenceRow> find_preference(storage::Tx& tx, int region, PersonId person) {
  return tx.row<PreferenceRow>(preference_of, region, person);
}

}  // namespace lastmile::access
