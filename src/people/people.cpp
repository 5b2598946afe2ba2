#include "people/people.h"

#include <algorithm>
#include <unordered_map>

#include "access/access_errors.h"
#include "people/apart_store.h"
#include "people/consents.h"
#include "people/families.h"
#include "people/family_store.h"
#include "people/organization_store.h"
#include "people/person_access.h"
#include "people/person_secrets.h"
#include "people/team_errors.h"
#include "people/team_store.h"
#include "people/volunteer_errors.h"
#include "people/volunteer_store.h"
#include "places/places.h"

namespace lastmile::people {
namespace {

/// The ids in a materialized path: "a/b/" → a, b.
template <class IdOf>
std::vector<IdOf> ids_of_path(std::string_view path) {
  std::vector<IdOf> ids;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const auto id = IdOf::parse(path.substr(at, end - at));
    ASSERT(id.has_value());
    ids.push_back(*id);
    at = end + 1;
  }
  return ids;
}

/// Whom to reach about a minor: the first verified guardian with a phone.
std::optional<Contact> guardian_contact(Call& call, const PersonRow& minor) {
  for (const FamilyLinkRow& link : load_family_of(call.tx, call.region(), minor.id)) {
    if (link.kind != FamilyKind::guardian || link.state != FamilyState::verified) continue;
    Contact contact{.person = minor.id, .name = {}, .phone = {}, .address = {}, .point = {}};
    if (link.relative) {
      const auto guardian = canonical_row(call, *link.relative);
      if (!guardian || guardian->state != PersonState::active) continue;
      contact.name = guardian->name;
      if (const auto phone = open_phone(call, *guardian)) contact.phone = phone->text();
    } else if (const auto known = open_family_contact(call, link)) {
      contact.name = known->name;
      contact.phone = known->phone;
    }
    if (contact.phone) return contact;
  }
  return std::nullopt;
}

bool may_reach(Call& call, const PersonRow& row) {
  if (sight_of(call, row) != Sight::masked) return true;
  return has_consent(call, row.id, ConsentKind::contact_sharing);
}

}  // namespace

Result<VolunteerProfile> access_self(Call& call) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  const auto row = load_volunteer(call.tx, call.region(), canonical(call, me));
  if (!row || row->state == VolunteerState::left || row->state == VolunteerState::merged) {
    return not_a_volunteer;
  }
  if (row->state != VolunteerState::active) return volunteer_inactive;
  return find_volunteer(call, row->person);
}

Result<VolunteerProfile> find_volunteer(Call& call, PersonId person) {
  auto profile = load_profile(call.tx, call.region(), person);
  if (!profile) profile = load_profile(call.tx, call.region(), canonical(call, person));
  if (!profile) return volunteer_unknown;
  return std::move(*profile);
}

void each_volunteer(storage::Tx& tx, int region, std::string_view path,
                    const std::function<void(const VolunteerProfile&)>& f) {
  each_active_profile(tx, region, path, f);
}

std::optional<places::Site> home_of(Call& call, PersonId person) {
  const auto at = canonical_standing(call, person);
  if (!at || at->state == PersonState::erased) return std::nullopt;
  auto site = places::find_site(call, at->home_site);
  return site ? std::optional(std::move(*site)) : std::nullopt;
}

bool is_erased(Call& call, PersonId person) {
  const auto at = canonical_standing(call, person);
  return at && at->state == PersonState::erased;
}

Home home_place(Call& call, PersonId person) {
  const auto row = canonical_row(call, person);
  if (!row || row->state == PersonState::erased) return {};
  return {row->household, open_address(call, *row), open_point(call, *row)};
}

std::vector<PersonId> living_in(Call& call, const places::Site& site,
                                const std::vector<places::HouseholdId>& households) {
  return load_living_in(call.tx, call.region(), site.path, households);
}

namespace {

std::vector<NameRow> rows_of(Call& call, std::vector<PersonId>& people) {
  std::ranges::sort(people);
  people.erase(std::unique(people.begin(), people.end()), people.end());
  if (people.empty()) return {};
  return load_names(call.tx, call.region(), people);
}

}  // namespace

Groups groups_of(Call& call, std::vector<PersonId> people) {
  constexpr int elder_from = 60;
  const Day today = call.settings.zone.day_of(call.now);
  Groups all;
  for (NameRow& row : rows_of(call, people)) {
    if (!access::may(call.actor, access::Right::people_read, row.site_path)) continue;
    if (is_minor_now(call, row.birth_day)) continue;
    const bool old = row.birth_day && age_on(*row.birth_day, today) >= elder_from;
    auto& groups = row.recipient_groups;
    if (old && std::ranges::find(groups, RecipientGroup::elder) == groups.end()) {
      groups.insert(groups.begin(), RecipientGroup::elder);
    }
    if (!groups.empty()) all[row.id] = std::move(groups);
  }
  return all;
}

Names names_of(Call& call, std::vector<PersonId> people) {
  Names shown;
  for (const NameRow& row : rows_of(call, people)) {
    const bool own = call.actor.person == row.id || call.actor.system;
    const bool staff = access::may(call.actor, access::Right::people_read, row.site_path) &&
                       !is_minor_now(call, row.birth_day);
    shown[row.id] = own || staff ? row.name : masked_name(row.name);
    if (staff) access::note_name(call, row.id);
  }
  std::erase_if(people, [&](PersonId person) { return shown.contains(person); });
  shown.merge(access::staff_names(call, people));
  return shown;
}

Result<Contact> contact_of(Call& call, PersonId person, std::string_view reason) {
  const auto row = canonical_row(call, person);
  if (!row) return person_unknown;
  if (row->state == PersonState::erased) return person_erased;
  Contact contact{
      .person = row->id, .name = masked_name(row->name), .phone = {}, .address = {}, .point = {}};
  if (!may_reach(call, *row)) return contact;
  const bool minor = is_minor_now(call, row->birth_day);
  access::note_reading(call, row->id,
                       minor ? access::FieldClass::minor : access::FieldClass::contact, reason);
  contact.address = open_address(call, *row);
  contact.point = open_point(call, *row);
  if (!minor) {
    contact.name = row->name;
    if (const auto phone = open_phone(call, *row)) contact.phone = phone->text();
  } else if (const auto guardian = guardian_contact(call, *row)) {
    contact.name = guardian->name;
    contact.phone = guardian->phone;
    contact.of_guardian = true;
  }
  return contact;
}

bool keep_apart(Call& call, PersonId a, PersonId b) {
  const auto pair = load_apart(call.tx, call.region(), canonical(call, a), canonical(call, b));
  return pair && !pair->ended_at;
}

std::vector<std::pair<PersonId, PersonId>> kept_apart(Call& call,
                                                      const std::vector<PersonId>& people) {
  std::vector<std::pair<PersonId, PersonId>> pairs;
  for (const ApartRow& row : load_apart_of(call.tx, call.region(), people)) {
    pairs.emplace_back(row.a, row.b);
  }
  return pairs;
}

bool leads(Call& call, PersonId person, TeamId team) {
  const auto row = load_team(call.tx, call.region(), team);
  if (!row) return false;
  if (leads_any(call.tx, call.region(), person, ids_of_path<TeamId>(row->path))) return true;
  return row->organization && leads_organization(call, person, *row->organization);
}

bool leads_organization(Call& call, PersonId person, OrganizationId organization) {
  const auto row = load_organization(call.tx, call.region(), organization);
  return row && leads_any_organization(call.tx, call.region(), person,
                                       ids_of_path<OrganizationId>(row->path));
}

Check team_is_open(Call& call, TeamId team) {
  const auto row = load_team(call.tx, call.region(), team);
  if (!row) return team_unknown;
  return row->state == GroupState::closed ? Check{group_closed} : Check{Done{}};
}

std::vector<PersonId> members_of_team(Call& call, TeamId team) {
  return load_members(call.tx, call.region(), team);
}

std::string team_name(Call& call, TeamId team) {
  const auto row = load_team(call.tx, call.region(), team);
  return row ? row->name : std::string();
}

std::vector<TeamId> teams_of(Call& call, PersonId person) {
  return load_teams_of(call.tx, call.region(), person);
}

}  // namespace lastmile::people
