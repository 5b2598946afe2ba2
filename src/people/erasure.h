#pragma once
#include "call/call.h"
#include "people/person_store.h"

namespace lastmile::people {

/// Empties everything of one person and of the profiles merged into them; the caller has checked
/// who may and that nothing is under way. `why` goes into the fact.
void erase_all_of(Call& call, const PersonRow& person, std::string_view why);

}  // namespace lastmile::people
