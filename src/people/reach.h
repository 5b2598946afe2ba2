#pragma once
#include "people/people.h"

namespace lastmile::people {

/// How the program itself reaches a person, to tell them of their own affairs. No reader sees it,
/// so none is noted.
struct Reach {
  PersonId person;                 // who the id means now
  std::optional<Phone> phone;      // a minor's: of the first verified guardian who has one
  std::optional<Lang> lang;        // as chosen for messages and pages
  bool wants_no_messages = false;  // the consent to get them was taken back
};
/// Nothing once they are erased. Whoever is no person here, such as staff, has no phone.
std::optional<Reach> reach_of(Call& call, PersonId person);

/// Those who may speak for a person today, vouched for, with an account here.
std::vector<PersonId> speakers_of(Call& call, PersonId person);
/// Those among them who are guardians, for whom to wait when a child would volunteer.
std::vector<PersonId> guardians_of(Call& call, PersonId person);

}  // namespace lastmile::people
