#pragma once
#include "storage/tx.h"
#include "vault/vault.h"

namespace lastmile::people {

/// What is sealed of a person.
struct SealedFields {
  std::string id;  // as it stands: another hand may have made it no id at all
  std::optional<vault::Sealed> phone;
  std::optional<vault::Sealed> id_number;
  std::optional<vault::Sealed> address;
  std::optional<vault::Sealed> point;
};
BOOST_DESCRIBE_STRUCT(SealedFields, (), (id, phone, id_number, address, point))

/// Of all people of the region after `after` ("": the first), by id.
std::vector<SealedFields> load_sealed_fields(storage::Tx& tx, int region, const std::string& after,
                                             int max);

}  // namespace lastmile::people
