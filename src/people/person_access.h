#pragma once
#include "access/access.h"
#include "people/people_errors.h"
#include "people/person_store.h"

/// How a verb gets at the person it is about: seen first (404), then allowed (403), then alive.
namespace lastmile::people {

/// The person a profile stands for: itself, or the one it was merged into. ≤ 16 look-ups.
std::optional<PersonRow> canonical_row(Call& call, PersonId person);
/// The same, when it matters only where they stand.
std::optional<PersonStanding> canonical_standing(Call& call, PersonId person);

/// Whom some profiles stand for, each once, without those erased.
std::vector<PersonRow> canonical_rows(Call& call, std::vector<PersonRow> profiles);

/// A person the actor may see: themself, someone they speak for, or one in a scope they read.
/// `not_signed_in`, `person_unknown`.
Result<PersonRow> see_person(Call& call, PersonId person);
/// The same for a change: by themself, a guardian, or a holder of the right over their site;
/// `proxy_only_asks`, `not_yours`, `person_erased`.
Result<PersonRow> access_person(Call& call, PersonId person, access::Right right);
/// The same for what belongs to asking: by a proxy too.
Result<PersonRow> access_to_ask(Call& call, PersonId person, access::Right right);
/// The same, but only staff of the site: attesting is not for the one attested.
Result<PersonRow> access_as_staff(Call& call, PersonId person, access::Right right);
/// The actor's own row; `not_signed_in`, `person_unknown`.
Result<PersonRow> own_row(Call& call);

/// What an id in the body names: when there is no such thing, the refusal tells which field held
/// it, for another id of the request may be refused in the same words.
template <class T>
Result<T> named_in(std::string_view field, Result<T> found) {
  if (found.ok() || found.refused().refusal.kind != Kind::missing) return found;
  return at_field(std::string(field), found.refused().refusal);
}

/// True when the actor is that person, or speaks for them.
bool is_own(Call& call, PersonId person);
/// True when the actor is that very person, under whichever profile.
bool is_self(Call& call, PersonId person);
/// access::note_reading, unless the person reads their own: a proxy or guardian is noted as well.
void note_shown(Call& call, PersonId person, access::FieldClass field, std::string_view reason);
/// True when what is kept of that person is the actor's to change: their own, their ward's as
/// guardian, or by the right over their site. A proxy's it is not.
bool answers_for(Call& call, const PersonRow& row, access::Right right);
/// How much of a person is shown to the actor.
enum class Sight { masked, staff, own };
Sight sight_of(Call& call, const PersonRow& row);
/// True when the actor is this person, a minor, and acts by no right over their site: what guards
/// minors is not theirs to change.
bool is_minor_alone(Call& call, const PersonRow& row);
/// A minor's data, masked for staff as well until revealed with a reason.
bool is_minor_now(const Call& call, const std::optional<Day>& birth_day);

/// What a fact is about when it concerns a person.
journal::About about(const PersonRow& row);
journal::About about(const PersonRow& row, Uuid subject);

}  // namespace lastmile::people
