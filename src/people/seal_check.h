#pragma once
#include <string>
#include <vector>

#include "storage/tx.h"
#include "vault/vault.h"

namespace lastmile::people {

/// A person of whom something sealed can no longer be read, or whose key should not be there.
struct SealFault {
  std::string person;
  std::string why;
};
/// Opens phone, ID number, address and point of every person, and tells whose do not open, or whose
/// key was emptied although they were not erased: it was done behind the program's back. Nobody
/// reads what is opened. For verify; O(people).
std::vector<SealFault> seal_faults(storage::Tx& tx, vault::Vault& vault, int region);

/// Whose key stands here although they were erased, or though nobody knows them: somebody put it
/// there, or an older key file brought it back. For verify; O(keys).
std::vector<SealFault> key_faults(storage::Tx& tx, int region);

/// Destroys a key so named, of somebody who was erased or an import that is over; false for all
/// others, who need theirs. No newer key file has it empty where an older version made it after the
/// erasure, for a later note, which goes with it.
bool forget_needless_key(storage::Tx& tx, vault::Vault& vault, int region, PersonId person);

}  // namespace lastmile::people
