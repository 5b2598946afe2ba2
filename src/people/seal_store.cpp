#include "people/seal_store.h"

namespace lastmile::people {
namespace {

// Apart, as no text stands before every id on both databases.
const storage::Sql first_sealed_fields{"first_sealed_fields", R"(
  select id, phone, id_number, address, point from person
  where region = $1 order by id limit $2)"};
const storage::Sql sealed_fields{"sealed_fields", R"(
  select id, phone, id_number, address, point from person
  where region = $1 and id > $2 order by id limit $3)"};

}  // namespace

std::vector<SealedFields> load_sealed_fields(storage::Tx& tx, int region, const std::string& after,
                                             int max) {
  if (after.empty()) return tx.rows<SealedFields>(first_sealed_fields, region, max);
  return tx.rows<SealedFields>(sealed_fields, region, after, max);
}

}  // namespace lastmile::people
