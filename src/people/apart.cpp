#include "people/apart.h"

#include <algorithm>

#include "people/apart_errors.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"

namespace lastmile::people {
namespace {

ApartView view(Call& call, PersonId person, const ApartRow& row) {
  const PersonId other = row.a == person ? row.b : row.a;
  const auto known = load_person(call.tx, call.region(), other);
  return {person, other, known ? masked_name(known->name) : std::string(), row.reason,
          row.asked_at};
}

/// The fact names both, but is shown to nobody but the one who asked.
void note(Call& call, const PersonRow& person, const ApartRow& row) {
  call.journal.append(KeptApart{row.a, row.b, !row.ended_at}, about(person));
}

/// A wish shown to the one who made it, and to staff.
bool may_tell(Call& call, const PersonRow& person, const ApartRow& row) {
  return sight_of(call, person) == Sight::staff || row.asked_by == person.id ||
         row.asked_by == call.actor.person;
}

}  // namespace

Result<ApartList> list_apart(Call& call, const ListApart& query) {
  ASSIGN_OR_RETURN(const PersonRow person, see_person(call, query.person));
  if (!is_own(call, person.id))
    access::note_reading(call, person.id, access::FieldClass::basic, "apart");
  ApartList list;
  for (const ApartRow& row : load_apart_of(call.tx, call.region(), {person.id})) {
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
  row->ended_at = call.now;
  call.tx.update(*row);
  note(call, person, *row);
  return Done{};
}

}  // namespace lastmile::people
