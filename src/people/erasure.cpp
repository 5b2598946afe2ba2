#include "people/erasure.h"

#include "access/access_errors.h"
#include "people/apart_store.h"
#include "people/consent_store.h"
#include "people/families.h"
#include "people/hold_store.h"
#include "people/import_store.h"
#include "people/licence_store.h"
#include "people/merit_store.h"
#include "people/organization_store.h"
#include "people/own_data.h"
#include "people/own_data_errors.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/volunteering.h"
#include "vault/forgotten.h"

namespace lastmile::people {
namespace {

/// The person's own rows: what was sealed goes, what was said in words is emptied.
void empty_papers(Call& call, PersonId id) {
  storage::Tx& tx = call.tx;
  for (LicenceRow& row : load_licences_of(tx, call.region(), id)) {
    row.number.reset();
    row.reason.reset();
    row.state = LicenceState::withdrawn;
    tx.update(row);
  }
  for (TrainingRow& row : load_trainings_of(tx, call.region(), id)) {
    row.name = row.content = row.organizer = "";
    tx.update(row);
  }
  for (AwardRow& row : load_awards_of(tx, call.region(), id)) {
    row.name = row.granted_by = row.proof = "";
    tx.update(row);
  }
  for (ConsentRow& row : load_consents_of(tx, call.region(), id)) {
    row.how = "";  // that consent was given, and when, stays as proof (PIPL 55)
    tx.update(row);
  }
}

void end_links(Call& call, PersonId id) {
  auto links = load_family_of(call.tx, call.region(), id);
  for (auto& ward : load_wards_of(call.tx, call.region(), id)) links.push_back(std::move(ward));
  for (FamilyLinkRow& row : links) {
    row.state = FamilyState::ended;
    row.contact.reset();
    row.decided_at = call.now;
    call.tx.update(row);
  }
  delete_family_codes(call.tx, call.region(), id);
  for (ApartRow& row : load_apart_of(call.tx, call.region(), {id})) {
    row.ended_at = call.now;
    call.tx.update(row);
  }
  for (const auto& row : load_led_organizations(call.tx, call.region(), id)) call.tx.erase(row);
}

/// The row keeps its id, its site and its dates of entry: that someone was here, not who.
void empty_person(Call& call, PersonRow row) {
  PersonRow empty{.region = row.region, .id = row.id};
  empty.state = PersonState::erased;
  empty.merged_into = row.merged_into;
  empty.home_site = row.home_site;
  empty.site_path = row.site_path;
  empty.language = row.language;
  empty.entered_by = row.entered_by;
  empty.entered_how = row.entered_how;
  empty.entered_at = row.entered_at;
  empty.changed_at = call.now;
  call.tx.update(empty);
}

Check nothing_under_way(Call& call, const PersonRow& row) {
  std::vector<PersonId> ids = load_merged_into(call.tx, call.region(), row.id);
  ids.push_back(row.id);
  std::string seen;
  for (const PersonId id : ids) {
    for (const PersonHoldRow& hold : load_holds(call.tx, call.region(), id)) {
      if (seen.find(hold.what) == seen.npos) seen += (seen.empty() ? "" : ", ") + hold.what;
    }
  }
  if (!seen.empty()) return Refused{person_held, {}, std::move(seen)};
  return Done{};
}

}  // namespace

void erase_all_of(Call& call, const PersonRow& person, std::string_view why) {
  stop_volunteering(call, person, "erased");
  std::vector<PersonId> ids = load_merged_into(call.tx, call.region(), person.id);
  ids.push_back(person.id);
  for (const PersonId id : ids) {
    const auto row = load_person(call.tx, call.region(), id);
    ASSERT(row.has_value());
    empty_papers(call, id);
    end_links(call, id);
    forget_import_cells(call.tx, call.region(), id);
    empty_person(call, *row);
    call.vault.forget(call.tx, call.region(), id);
    access::close_account(call, id);
  }
  call.journal.append(PersonErased{person.id, std::string(why)}, about(person));
}

ErasedAgain erase_again(Call& call, PersonId after) {
  constexpr std::size_t batch = 200;
  ErasedAgain done;
  const auto forgotten = vault::forgotten_people(call.tx, call.region(), after, batch);
  for (const PersonId id : forgotten) {
    const auto person = canonical_row(call, id);  // goes with all that was merged into it
    if (!person || person->state == PersonState::erased) continue;
    erase_all_of(call, *person, "restored");
    done.people += 1;
  }
  if (forgotten.size() == batch) done.next = forgotten.back();
  return done;
}

Result<Done> erase_person(Call& call, const ErasePerson& cmd) {
  ASSIGN_OR_RETURN(const PersonRow row,
                   access_person(call, cmd.person, access::Right::people_write));
  const bool self = call.actor.person && canonical(call, *call.actor.person) == row.id;
  const bool guardian = call.actor.person && is_guardian(call, *call.actor.person, row.id);
  if (access::is_staff(call, row.id)) return staff_not_erased;
  RETURN_IF_REFUSED(nothing_under_way(call, row));
  erase_all_of(call, row, guardian && !self ? "guardian" : "own_wish");
  return Done{};
}

}  // namespace lastmile::people
