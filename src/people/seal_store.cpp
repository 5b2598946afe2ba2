#include "people/seal_store.h"

namespace lastmile::people {
namespace {

const storage::Sql sealed_fields{"sealed_fields", R"(
  select id, phone, id_number, address, point from person
  where region = $1 and id > $2 order by id limit $3)"};

}  // namespace

std::vector<SealedFields> load_sealed_fields(storage::Tx& tx, int region, PersonId after, int max) {
  return tx.rows<SealedFields>(sealed_fields, region, after, max);
}

}  // namespace lastmile::people
