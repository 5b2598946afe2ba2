#include "people/erasure.h"

#include <algorithm>

#include "access/access_errors.h"
#include "people/apart_store.h"
#include "people/consent_store.h"
#include "people/families.h"
#include "people/hold_store.h"
#include "people/import_store.h"
#include "people/licence_store.h"
#include "people/merge_code_store.h"
#include "people/merit_store.h"
#include "people/organization_store.h"
#include "people/own_data.h"
#include "people/own_data_errors.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/volunteering.h"

namespace lastmile::people {
namespace {

/// The person's own rows: what was sealed goes, what was said in words is emptied.
void empty_papers(Call& call, PersonId id) {
  storage::Tx& tx = call.tx;
  for (LicenceRow& row : load_licences_of(tx, call.region(), id)) {
    delete_photos_of(tx, call.region(), row.id);
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
    if (row.person != id) follow_link_end(call, row);
  }
  delete_family_codes(call.tx, call.region(), id);
  delete_merge_codes(call.tx, call.region(), id);
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

void erase_profile(Call& call, const PersonRow& row) {
  empty_papers(call, row.id);
  end_links(call, row.id);
  forget_import_cells(call.tx, call.region(), row.id);
  empty_person(call, row);
  call.vault.forget(call.tx, call.region(), row.id);
  access::close_account(call, row.id);
}

void tell_erased(Call& call, const PersonRow& person, std::string_view why) {
  call.journal.append(PersonErased{person.id, std::string(why)}, about(person));
}

Check nothing_under_way(Call& call, const PersonRow& row) {
  const std::string comma = call.actor.lang == Lang::zh ? "、" : ", ";
  std::string seen;
  for (const PersonId id : profiles_of(call, row.id)) {
    for (const PersonHoldRow& hold : load_holds(call.tx, call.region(), id)) {
      const std::string what = told(hold, call.actor.lang);
      if (seen.find(what) == seen.npos) seen += (seen.empty() ? "" : comma) + what;
    }
  }
  if (!seen.empty()) return Refused{person_held, {}, std::move(seen)};
  return Done{};
}

}  // namespace

void erase_all_of(Call& call, const PersonRow& person, std::string_view why) {
  stop_volunteering(call, person, "erased");
  for (const PersonId id : profiles_of(call, person.id)) {
    const auto row = load_person(call.tx, call.region(), id);
    ASSERT(row.has_value());
    erase_profile(call, *row);
  }
  tell_erased(call, person, why);
}

ErasedAgain erase_again(Call& call, const std::vector<PersonId>& forgotten) {
  ErasedAgain done;
  for (const PersonRow& row : load_persons(call.tx, call.region(), forgotten)) {
    if (row.state == PersonState::erased) continue;
    stop_volunteering(call, row, "erased");
    erase_profile(call, row);
    tell_erased(call, row, "restored");
    done.people += 1;
    done.under_way += static_cast<std::int64_t>(load_holds(call.tx, call.region(), row.id).size());
  }
  return done;
}

bool any_erased_since(storage::Tx& tx, int region, const std::vector<PersonId>& ids,
                      Instant since) {
  return std::ranges::any_of(load_persons(tx, region, ids), [&](const PersonRow& row) {
    return row.state == PersonState::erased && row.changed_at > since;
  });
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
