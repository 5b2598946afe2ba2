#include "people/volunteering.h"

#include <algorithm>

#include "people/consents.h"
#include "people/person_access.h"
#include "people/person_secrets.h"
#include "people/team_facts.h"
#include "people/team_store.h"
#include "people/volunteer_errors.h"
#include "people/volunteer_facts.h"
#include "people/volunteer_rules.h"
#include "places/places.h"

namespace lastmile::people {
namespace {

journal::About about(const VolunteerRow& row) {
  return {.subject = row.person.uuid, .scope = row.site_path, .people = {row.person}};
}

bool volunteers_still(const std::optional<VolunteerRow>& row) {
  return row && row->state != VolunteerState::left && row->state != VolunteerState::merged;
}

void give_identity_back(Call& call, PersonId person, const std::optional<std::string>& index) {
  if (!index) return;
  if (load_identity(call.tx, call.region(), *index) != person) return;
  call.tx.erase(VolunteerIdentityRow{call.region(), *index, person});
}

void end_memberships(Call& call, const PersonRow& person) {
  for (MembershipRow& row : load_memberships_of(call.tx, call.region(), person.id)) {
    const bool open = row.state == MembershipState::member ||
                      row.state == MembershipState::requested ||
                      row.state == MembershipState::invited;
    if (!open) continue;
    row.state = MembershipState::left;
    row.role = TeamRole::member;
    row.decided_at = call.now;
    row.decided_by = call.actor.person;
    call.tx.update(row);
    call.journal.append(MembershipSet{row.team, row.person, "left", "member"},
                        about(person, row.team.uuid));
  }
}

}  // namespace

void save_volunteer(Call& call, VolunteerRow row, std::vector<std::string> fields) {
  row.changed_at = call.now;
  drop_past_exceptions(row, call.settings.zone.day_of(call.now));
  call.tx.update(row);
  call.journal.append(
      VolunteerChanged{row.person, std::move(fields), row.state == VolunteerState::active},
      about(row));
}

void tell_volunteer_changed(Call& call, PersonId person, std::string_view field) {
  const auto row = load_volunteer(call.tx, call.region(), person);
  if (!volunteers_still(row)) return;
  call.journal.append(
      VolunteerChanged{person, {std::string(field)}, row->state == VolunteerState::active},
      about(*row));
}

void stop_volunteering(Call& call, const PersonRow& person, std::string_view why) {
  auto row = load_volunteer(call.tx, call.region(), person.id);
  if (!volunteers_still(row)) return;
  row->state = VolunteerState::left;
  row->paused_until.reset();
  row->changed_at = call.now;
  call.tx.update(*row);
  give_identity_back(call, person.id, person.id_index);
  end_memberships(call, person);
  call.journal.append(VolunteerLeft{person.id, std::string(why)}, about(*row));
}

void stop_child_volunteering(Call& call, const PersonRow& person) {
  const Day today = call.settings.zone.day_of(call.now);
  if (age_band(person.birth_day, today) == AgeBand::under_14) {
    stop_volunteering(call, person, "guardian");
  }
}

Check claim_identity(Call& call, const PersonRow& person) {
  if (!person.id_index) return Done{};
  if (call.tx.insert(VolunteerIdentityRow{call.region(), *person.id_index, person.id})) {
    return Done{};
  }
  const auto holder = load_identity(call.tx, call.region(), *person.id_index);
  if (holder == person.id) return Done{};
  return id_number_held;
}

Check reclaim_identity(Call& call, const PersonRow& person, const std::optional<IdCard>& number) {
  if (!volunteers_still(load_volunteer(call.tx, call.region(), person.id))) return Done{};
  PersonRow after = person;
  after.id_index = number ? std::optional(id_index(call, *number)) : std::nullopt;
  if (after.id_index == person.id_index) return Done{};
  RETURN_IF_REFUSED(claim_identity(call, after));
  give_identity_back(call, person.id, person.id_index);
  return Done{};
}

Check birth_day_fits(Call& call, const PersonRow& person, const std::optional<Day>& birth_day) {
  if (!volunteers_still(load_volunteer(call.tx, call.region(), person.id))) return Done{};
  return may_join({std::nullopt, birth_day,
                   has_consent(call, person.id, ConsentKind::guardian_joining),
                   call.settings.zone.day_of(call.now)});
}

void follow_person_change(Call& call, const PersonRow& person,
                          const std::vector<std::string>& fields) {
  const auto changed = [&](std::string_view name) {
    return std::ranges::find(fields, name) != fields.end();
  };
  if (!changed("home_site") && !changed("birth_day")) return;
  auto row = load_volunteer(call.tx, call.region(), person.id);
  if (!volunteers_still(row)) return;
  if (changed("home_site")) {
    const auto home = places::find_site(call, person.home_site);
    ASSERT(home.ok());
    row->home_site = home->id;
    row->site_path = home->path;
    row->lat = home->point ? std::optional(home->point->lat) : std::nullopt;
    row->lon = home->point ? std::optional(home->point->lon) : std::nullopt;
  }
  save_volunteer(call, *row, {changed("home_site") ? "home_site" : "birth_day"});
}

}  // namespace lastmile::people
