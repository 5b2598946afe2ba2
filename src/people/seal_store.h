#pragma once
#include "base/id.h"
#include "storage/tx.h"
#include "vault/vault.h"

namespace lastmile::people {

/// What is sealed of a person.
struct SealedFields {
  PersonId id;
  std::optional<vault::Sealed> phone;
  std::optional<vault::Sealed> id_number;
  std::optional<vault::Sealed> address;
  std::optional<vault::Sealed> point;
};
BOOST_DESCRIBE_STRUCT(SealedFields, (), (id, phone, id_number, address, point))

/// Of all people of the region after `after`, by id.
std::vector<SealedFields> load_sealed_fields(storage::Tx& tx, int region, PersonId after, int max);

}  // namespace lastmile::people
