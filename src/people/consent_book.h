#pragma once
#include "call/call.h"
#include "people/consent_store.h"
#include "people/person_store.h"

namespace lastmile::people {

/// Writes a consent in its newest wording with its fact; the caller has checked who may.
ConsentRow record_consent(Call& call, const PersonRow& person, ConsentKind kind,
                          std::string_view how);

/// No guardian is left to agree: as if the last of them took the consent back.
void end_guardian_consent(Call& call, const PersonRow& person);

}  // namespace lastmile::people
