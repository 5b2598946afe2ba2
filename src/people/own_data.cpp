#include "people/own_data.h"

#include "access/access_errors.h"
#include "people/merits.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_secrets.h"
#include "people/person_view.h"
#include "people/team_store.h"
#include "people/volunteers.h"

namespace lastmile::people {
namespace {

std::vector<MemberView> memberships_of(Call& call, PersonId person, const std::string& name) {
  std::vector<MemberView> all;
  for (const MembershipRow& row : load_memberships_of(call.tx, call.region(), person)) {
    all.push_back(
        {row.team, row.person, name, row.role, row.state, row.decided_at.value_or(row.asked_at)});
  }
  return all;
}

}  // namespace

Result<PersonExport> export_person(Call& call, const ExportPerson& query) {
  ASSIGN_OR_RETURN(const PersonRow row, see_person(call, query.person));
  const bool guardian = call.actor.person && is_guardian(call, *call.actor.person, row.id);
  if (!is_self(call, row.id) && !guardian && !call.actor.system) return access::not_yours;
  if (row.state == PersonState::erased) return person_erased;
  PersonExport all;
  all.person = person_view(call, row);
  if (const auto card = open_id_number(call, row)) all.id_number = card->text();
  if (auto volunteer = show_volunteer(call, {row.id})) all.volunteer = std::move(*volunteer);
  all.merits = merits_of(call, row.id);
  ASSIGN_OR_RETURN(all.consents, consents_of(call, row.id));
  ASSIGN_OR_RETURN(FamilyList family, list_family(call, {row.id}));
  all.family = std::move(family.items);
  all.wards = wards_of(call, row.id).items;
  all.memberships = memberships_of(call, row.id, row.name);
  all.apart = own_wishes(call, row);
  return all;
}

Result<Page<access::MyReadView>> list_my_reads(Call& call, const access::ListMyReads& query) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  return access::readings_of(call, profiles_of(call, me), query);
}

}  // namespace lastmile::people
