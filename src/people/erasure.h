#pragma once
#include "call/call.h"
#include "people/person_store.h"

namespace lastmile::people {

/// Empties everything of one person and of the profiles merged into them; the caller has checked
/// who may and that nothing is under way. `why` goes into the fact.
void erase_all_of(Call& call, const PersonRow& person, std::string_view why);

struct ErasedAgain {
  std::int64_t people = 0;
  std::optional<PersonId> next;  // go on after them; none: all done
};
/// After a restore: whoever was erased since that backup was made is known by the emptied key, and
/// what the backup brought back of them in plain goes again. 200 keys at a time, after `after`.
ErasedAgain erase_again(Call& call, PersonId after);

}  // namespace lastmile::people
