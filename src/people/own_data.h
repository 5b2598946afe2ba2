#pragma once
#include "access/readings.h"
#include "call/call.h"
#include "people/apart.h"
#include "people/consents.h"
#include "people/families.h"
#include "people/licence.h"
#include "people/resident.h"
#include "people/teams.h"
#include "people/volunteer.h"

/// One's own data: taken along, or erased.
namespace lastmile::people {

/// Everything people keep of one person, in full; records adds theirs to it.
struct PersonExport {
  PersonView person;
  std::optional<std::string> id_number;  // whole: it is their own
  std::optional<VolunteerView> volunteer;
  MeritsView merits;
  std::vector<ConsentView> consents;
  std::vector<FamilyLinkView> family;
  std::vector<FamilyLinkView> wards;
  std::vector<MemberView> memberships;
  std::vector<ApartView> apart;  // whom they asked not to be matched with
};
BOOST_DESCRIBE_STRUCT(PersonExport, (),
                      (person, id_number, volunteer, merits, consents, family, wards, memberships,
                       apart))
struct ExportPerson {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(ExportPerson, (), (person))
/// By the person or a guardian; `person_unknown`, `not_yours`.
Result<PersonExport> export_person(Call& call, const ExportPerson& query);

/// Who was shown my data, under whichever of my profiles, newest first.
Result<Page<access::MyReadView>> list_my_reads(Call& call, const access::ListMyReads& query);

enum class EraseWhy { own_wish, guardian };
BOOST_DESCRIBE_ENUM(EraseWhy, own_wish, guardian)
/// By the person, a guardian, or the station to whom it was said.
struct ErasePerson {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(ErasePerson, (), (person))
/// Destroys the keys, empties the rows, closes the account; ids stay, so figures keep their counts.
/// `person_held` while something is under way: a service, an open need (see people.h hold).
Result<Done> erase_person(Call& call, const ErasePerson& cmd);

}  // namespace lastmile::people
