#pragma once
#include <vector>

#include "base/id.h"
#include "storage/tx.h"

namespace lastmile::vault {

/// Whose key was destroyed: by Vault::forget, or behind the program's back. In the order of their
/// ids. For verify and restore; O(keys).
std::vector<PersonId> forgotten_people(storage::Tx& tx, int region);

}  // namespace lastmile::vault
