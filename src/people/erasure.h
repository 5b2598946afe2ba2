#pragma once
#include "call/call.h"
#include "people/person_store.h"

namespace lastmile::people {

/// Empties everything of one person and of the profiles merged into them; the caller has checked
/// who may and that nothing is under way. `why` goes into the fact.
void erase_all_of(Call& call, const PersonRow& person, std::string_view why);

struct ErasedAgain {
  std::int64_t people = 0;
  std::int64_t under_way = 0;  // needs and services of theirs that wait for their station now
};
/// After a restore: people erased since that backup was made are known by the empty keys that came
/// with the newest key file; what the backup brought back of them in plain goes again. Each profile
/// for itself: two that were joined in the backup may have been parted before the erasure.
ErasedAgain erase_again(Call& call, const std::vector<PersonId>& forgotten);

/// Whether one of them was erased after this time; ids of other things are no people.
bool any_erased_since(storage::Tx& tx, int region, const std::vector<PersonId>& ids, Instant since);

}  // namespace lastmile::people
