#pragma once
#include "call/call.h"
#include "people/resident.h"

namespace lastmile::people {

/// A profile as the actor may see it; notes the reading when it is another's.
PersonView person_view(Call& call, const PersonRow& row);

}  // namespace lastmile::people
