#include "people/apart.h"

#include <algorithm>

#include "people/apart_errors.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"

namespace lastmile::people {
namespace {

PersonId other_of(PersonId person, const ApartRow& row) { return row.a == person ? row.b : row.a; }

ApartView view(Call& call, PersonId person, const ApartRow& row) {
  const PersonId other = other_of(person, row);
  const auto known = load_person(call.tx, call.region(), other);
  return {person, other, known ? masked_name(known->name) : std::string(), row.reason,
          row.asked_at};
}

/// The fact names both, but is shown to nobody but the one who asked.
void note(Call& call, const PersonRow& person, const ApartRow& row) {
  call.journal.append(KeptApart{row.a, row.b, !row.ended_at}, about(person));
}

bool asked_by(Call& call, const ApartRow& row, const std::optional<PersonId>& who) {
  return who && row.asked_by && same_person(call, *row.asked_by, *who);
}

/// A wish shown to the one who made it, under whichever profile, and to staff.
bool may_tell(Call& call, const PersonRow& person, const ApartRow& row) {
  return sight_of(call, person) == Sight::staff || asked_by(call, row, person.id) ||
         asked_by(call, row, call.actor.person);
}

/// The wishes of one who stands with others who stand: a merge wrote those with the profile that
/// is gone anew for the one kept.
std::vector<ApartRow> load_standing_wishes(Call& call, PersonId person) {
  auto rows = load_apart_of(call.tx, call.region(), {person});
  std::erase_if(rows, [&](const ApartRow& row) {
    const PersonId other = other_of(person, row);
    return canonical(call, other) != other;
  });
  return rows;
}

/// Under every profile of the two: parted again, they do not find it in force.
void end_under_all_profiles(Call& call, const PersonRow& person, PersonId other) {
  const Profiles others = profiles_of(call, other);
  const auto is_other = [&](PersonId id) { return std::ranges::find(others, id) != others.end(); };
  for (ApartRow& row : load_apart_of(call.tx, call.region(), profiles_of(call, person.id))) {
    const bool between = is_other(row.a) || is_other(row.b);
    if (!between || !may_tell(call, person, row)) continue;
    row.ended_at = call.now;
    call.tx.update(row);
  }
}

}  // namespace

std::vector<ApartView> own_wishes(Call& call, PersonId person) {
  std::vector<ApartView> wishes;
  for (const ApartRow& row : load_standing_wishes(call, person)) {
    if (asked_by(call, row, person)) wishes.push_back(view(call, person, row));
  }
  return wishes;
}

Result<ApartList> list_apart(Call& call, const ListApart& query) {
  ASSIGN_OR_RETURN(const PersonRow person, see_person(call, query.person));
  if (!is_own(call, person.id))
    access::note_reading(call, person.id, access::FieldClass::basic, "apart");
  ApartList list;
  for (const ApartRow& row : load_standing_wishes(call, person.id)) {
    if (may_tell(call, person, row)) list.items.push_back(view(call, person.id, row));
  }
  return list;
}

Result<ApartView> ask_apart(Call& call, const KeepApart& cmd) {
  ASSIGN_OR_RETURN(const PersonRow person,
                   access_to_ask(call, cmd.person, access::Right::people_write));
  const auto other = canonical_row(call, cmd.other);
  if (!other || other->state != PersonState::active) {
    return at_field("/other", person_unknown);
  }
  if (other->id == person.id) return apart_from_self;
  auto row = load_apart(call.tx, call.region(), person.id, other->id);
  const bool asked_before = row && !row->ended_at;
  // Asked twice is asked once, but for a graver reason.
  const bool graver = cmd.reason == ApartReason::safety && row && row->reason != cmd.reason;
  if (asked_before) {
    if (graver) row->reason = cmd.reason, call.tx.update(*row), note(call, person, *row);
    if (may_tell(call, person, *row)) return view(call, person.id, *row);
    // The other asked first, and may not be told of: the answer is what was asked now.
    row->reason = cmd.reason, row->asked_at = call.now;
    return view(call, person.id, *row);
  }
  const ApartRow asked{
      .region = call.region(),
      .a = std::min(person.id, other->id),
      .b = std::max(person.id, other->id),
      .reason = cmd.reason,
      .asked_by = is_own(call, person.id) ? std::optional(person.id) : call.actor.person,
      .asked_at = call.now};
  call.tx.put(asked);
  note(call, person, asked);
  return view(call, person.id, asked);
}

Result<Done> end_apart(Call& call, const EndApart& cmd) {
  ASSIGN_OR_RETURN(const PersonRow person,
                   access_to_ask(call, cmd.person, access::Right::people_write));
  auto row = load_apart(call.tx, call.region(), person.id, canonical(call, cmd.other));
  if (!row || row->ended_at || !may_tell(call, person, *row)) return apart_unknown;
  end_under_all_profiles(call, person, other_of(person.id, *row));
  row->ended_at = call.now;
  note(call, person, *row);
  return Done{};
}

}  // namespace lastmile::people
