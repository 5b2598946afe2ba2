#include "people/merge_code_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

const Sql merge_code_saved{"merge_code_saved", R"(
  insert into merge_code (region, code_index, person, expires_at, tag)
  values ($1, $2, $3, $4, $5))"};

const Sql merge_code_by_index{"merge_code_by_index", R"(
  select region, code_index, person, expires_at, tag from merge_code
  where region = $1 and code_index = $2)"};

const Sql merge_codes_deleted{"merge_codes_deleted", R"(
  delete from merge_code where region = $1 and person = $2)"};

const Sql merge_codes_expired{"merge_codes_expired", R"(
  delete from merge_code where region = $1 and expires_at < $2)"};

}  // namespace

void save_merge_code(storage::Tx& tx, const MergeCodeRow& row) {
  tx.run(merge_code_saved, row.region, row.code_index, row.person, row.expires_at, row.tag);
}

std::optional<MergeCodeRow> load_merge_code(storage::Tx& tx, int region,
                                            std::string_view code_index) {
  return tx.row<MergeCodeRow>(merge_code_by_index, region, code_index);
}

void delete_merge_codes(storage::Tx& tx, int region, PersonId person) {
  tx.run(merge_codes_deleted, region, person);
}

void delete_merge_codes_before(storage::Tx& tx, int region, Instant expired) {
  tx.run(merge_codes_expired, region, expired);
}

}  // namespace lastmile::people
