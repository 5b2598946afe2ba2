#include "people/person_access.h"

#include <algorithm>

#include "access/access_errors.h"
#include "people/families.h"
#include "people/people.h"

namespace lastmile::people {
namespace {

Check alive(const PersonRow& row) {
  if (row.state == PersonState::erased) return person_erased;
  return Done{};
}

}  // namespace

std::optional<PersonStanding> canonical_standing(Call& call, PersonId person) {
  auto at = load_standing(call.tx, call.region(), person);
  for (std::size_t depth = 0; at && at->state == PersonState::merged; ++depth) {
    ASSERT(depth < profiles_max && at->merged_into);
    at = load_standing(call.tx, call.region(), *at->merged_into);
  }
  return at;
}

std::optional<PersonRow> canonical_row(Call& call, PersonId person) {
  auto row = load_person(call.tx, call.region(), person);
  if (!row || row->state != PersonState::merged) return row;
  return load_person(call.tx, call.region(), canonical(call, person));
}

std::vector<PersonRow> canonical_rows(Call& call, std::vector<PersonRow> profiles) {
  std::vector<PersonRow> rows;
  for (PersonRow& profile : profiles) {
    const bool merged = profile.state == PersonState::merged;
    auto row = merged ? canonical_row(call, profile.id) : std::optional(std::move(profile));
    if (!row || row->state == PersonState::erased) continue;
    if (std::ranges::find(rows, row->id, &PersonRow::id) != rows.end()) continue;
    rows.push_back(std::move(*row));
  }
  return rows;
}

PersonId canonical(Call& call, PersonId person) {
  const auto at = canonical_standing(call, person);
  return at ? at->id : person;
}

bool same_person(Call& call, PersonId a, PersonId b) {
  return a == b || canonical(call, a) == canonical(call, b);
}

Profiles profiles_of(Call& call, PersonId person) {
  Profiles all{canonical(call, person)};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto gone = load_merged_into(call.tx, call.region(), all[i]);
    all.insert(all.end(), gone.begin(), gone.end());
  }
  return all;
}

void note_reading(Call& call, PersonId whom, access::FieldClass field, std::string_view reason) {
  if (call.actor.system || call.actor.person == whom) return;
  access::note_reading(call, canonical(call, whom), field, reason);
}

bool is_own(Call& call, PersonId person) {
  return call.actor.person && speaks_for(call, *call.actor.person, person);
}

bool is_self(Call& call, PersonId person) {
  return call.actor.person && same_person(call, *call.actor.person, person);
}

void note_shown(Call& call, PersonId person, access::FieldClass field, std::string_view reason) {
  if (!is_self(call, person)) access::note_reading(call, person, field, reason);
}

bool speaks_for(Call& call, PersonId actor, PersonId person) {
  if (actor == person) return true;
  const PersonId whom = canonical(call, person), who = canonical(call, actor);
  if (who == whom) return true;
  const Day today = call.settings.zone.day_of(call.now);
  return count_speaking_links(call.tx, call.region(), {whom, who, today}) > 0;
}

Sight sight_of(Call& call, const PersonRow& row) {
  if (is_own(call, row.id)) return Sight::own;
  return access::may(call.actor, access::Right::people_read, row.site_path) ? Sight::staff
                                                                            : Sight::masked;
}

bool is_minor_now(const Call& call, const std::optional<Day>& birth_day) {
  return is_minor(birth_day, call.settings.zone.day_of(call.now));
}

bool is_minor_alone(Call& call, const PersonRow& row) {
  if (!call.actor.person || !is_minor_now(call, row.birth_day)) return false;
  return canonical(call, *call.actor.person) == row.id &&
         !access::may(call.actor, access::Right::people_write, row.site_path);
}

Result<PersonRow> see_person(Call& call, PersonId person) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  auto row = canonical_row(call, person);
  if (!row || sight_of(call, *row) == Sight::masked) return person_unknown;
  return std::move(*row);
}

bool answers_for(Call& call, const PersonRow& row, access::Right right) {
  if (access::may(call.actor, right, row.site_path)) return true;
  if (!call.actor.person) return false;
  return canonical(call, *call.actor.person) == row.id ||
         is_guardian(call, *call.actor.person, row.id);
}

Result<PersonRow> access_person(Call& call, PersonId person, access::Right right) {
  ASSIGN_OR_RETURN(PersonRow row, see_person(call, person));
  if (!answers_for(call, row, right)) {
    return is_own(call, row.id) ? proxy_only_asks : access::not_yours;
  }
  RETURN_IF_REFUSED(alive(row));
  return row;
}

Result<PersonRow> access_to_ask(Call& call, PersonId person, access::Right right) {
  ASSIGN_OR_RETURN(PersonRow row, see_person(call, person));
  if (!is_own(call, row.id)) RETURN_IF_REFUSED(access::require(call, right, row.site_path));
  RETURN_IF_REFUSED(alive(row));
  return row;
}

Result<PersonRow> access_as_staff(Call& call, PersonId person, access::Right right) {
  ASSIGN_OR_RETURN(PersonRow row, see_person(call, person));
  RETURN_IF_REFUSED(access::require(call, right, row.site_path));
  RETURN_IF_REFUSED(alive(row));
  return row;
}

Result<PersonRow> own_row(Call& call) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  auto row = canonical_row(call, me);
  if (!row || row->state != PersonState::active) return person_unknown;
  return std::move(*row);
}

journal::About about(const PersonRow& row) { return about(row, row.id.uuid); }

journal::About about(const PersonRow& row, Uuid subject) {
  return {.subject = subject, .scope = row.site_path, .people = {row.id}};
}

}  // namespace lastmile::people
