#pragma once
#include "base/words.h"
#include "people/duplicate.h"
#include "people/import.h"
#include "people/organization.h"
#include "people/person.h"
#include "people/team.h"
#include "people/volunteer.h"
#include "people/volunteer_store.h"

/// What the choices and states of people, teams, licences and imports are called by the people who
/// read them.
namespace lastmile::people {

Words words_of(Sex value);
Words words_of(RecipientGroup value);
Words words_of(Transport value);
Words words_of(VolunteerState value);
Words words_of(LicenceState value);
Words words_of(GroupState value);
Words words_of(TeamRole value);
Words words_of(MembershipState value);
Words words_of(OrganizationKind value);
Words words_of(Likeness value);
Words words_of(ImportKind value);
Words words_of(ImportState value);

}  // namespace lastmile::people
