#pragma once
#include "call/call.h"
#include "people/resident.h"

/// The verbs of a person's profile: by themself, by who speaks for them, by the station.
namespace lastmile::people {

Result<PersonView> show_me(Call& call, const ShowMe& query);
Result<PersonView> show_person(Call& call, const ShowPerson& query);
/// Residents and volunteers alike, in the scopes the actor reads.
Result<Page<PersonLine>> list_people(Call& call, const ListPeople& query);
/// Who has this phone or ID number, in the scopes the actor reads.
Result<PersonLines> find_person(Call& call, const FindPerson& cmd);
Result<PersonView> introduce_myself(Call& call, const IntroduceMyself& cmd);
Result<PersonView> enter_resident(Call& call, const EnterResident& cmd);
Result<PersonView> change_person(Call& call, const ChangePerson& cmd);
/// Counted against a daily cap, noted with its reason, told to the person.
Result<RevealedView> reveal_person(Call& call, const RevealPerson& cmd);

}  // namespace lastmile::people
