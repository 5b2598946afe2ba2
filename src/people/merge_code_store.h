#pragma once
#include "people/person.h"
#include "storage/tx.h"

namespace lastmile::people {

/// The row of table `merge_code`.
struct MergeCodeRow {
  int region = 0;
  std::string code_index;
  PersonId person;
  Instant expires_at{};
  std::string tag = {};  // vouches for all the rest
};
BOOST_DESCRIBE_STRUCT(MergeCodeRow, (), (region, code_index, person, expires_at, tag))

void save_merge_code(storage::Tx& tx, const MergeCodeRow& row);
std::optional<MergeCodeRow> load_merge_code(storage::Tx& tx, int region,
                                            std::string_view code_index);
/// Codes of a person die when a new one is made, when they are joined, when they are old.
void delete_merge_codes(storage::Tx& tx, int region, PersonId person);
void delete_merge_codes_before(storage::Tx& tx, int region, Instant expired);

}  // namespace lastmile::people
