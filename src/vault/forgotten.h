#pragma once
#include <vector>

#include "base/id.h"
#include "storage/tx.h"

namespace lastmile::vault {

/// Whose key was destroyed: by Vault::forget, or behind the program's back. In the order of their
/// ids. For verify and restore; O(keys).
std::vector<PersonId> forgotten_people(storage::Tx& tx, int region);

/// A key that opens something. One made since its person was erased says so in its id, which is
/// bound into the key: an older one is what the erasure destroyed, put back.
struct KeyHeld {
  PersonId person;
  bool since_erasure = false;
};
/// All of a region, in the order of people. For verify; O(keys).
std::vector<KeyHeld> keys_held(storage::Tx& tx, int region);

}  // namespace lastmile::vault
