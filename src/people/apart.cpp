#include "people/apart.h"

#include <algorithm>

#include "people/apart_errors.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"

namespace lastmile::people {
namespace {

PersonId other_of(PersonId person, const ApartRow& row) { return row.a == person ? row.b : row.a; }

/// Two people to be kept apart, as seen from one of them.
struct Parted {
  PersonRow person;
  PersonId other;
};

ApartView view(Call& call, const Parted& two, const ApartWish& wish) {
  const auto known = load_person(call.tx, call.region(), two.other);
  return {two.person.id, two.other, known ? masked_name(known->name) : std::string(), wish.reason,
          wish.asked_at};
}

/// The fact names both, but is shown to nobody but the one whose own wish it is.
void note(Call& call, const PersonRow& person, const ApartRow& row, bool own) {
  journal::About what = about(person);
  if (!own) what.people.clear();
  call.journal.append(KeptApart{row.a, row.b, !row.ended_at}, std::move(what));
}

bool is_same(Call& call, const std::optional<PersonId>& a, const std::optional<PersonId>& b) {
  return a && b ? same_person(call, *a, *b) : a == b;
}

/// A wish is shown to the one whose it is, under whichever profile, and to staff; to who speaks for
/// them only what they said themself. None of these is told of what others wish about them.
bool may_tell(Call& call, const Parted& two, const ApartWish& wish) {
  const auto& actor = call.actor.person;
  if (is_self(call, two.person.id)) return is_same(call, wish.asked_by, two.person.id);
  if (actor && same_person(call, *actor, two.other)) return false;
  const Sight sight = sight_of(call, two.person);
  if (sight == Sight::own) return wish.said_by && is_same(call, wish.said_by, actor);
  return sight == Sight::staff;
}

/// What the actor may know of it: one wish, with the gravest reason.
std::optional<ApartWish> told(Call& call, const Parted& two, const ApartRow& row) {
  std::optional<ApartWish> known;
  for (const ApartWish& wish : wishes_of(row)) {
    if (!may_tell(call, two, wish)) continue;
    if (!known) known = wish;
    if (wish.reason == ApartReason::safety) known->reason = wish.reason;
  }
  return known;
}

/// The pairs of one who stands with others who stand: a merge wrote those with the profile that is
/// gone anew for the one kept.
std::vector<ApartRow> load_standing_pairs(Call& call, PersonId person) {
  auto rows = load_apart_of(call.tx, call.region(), {person});
  std::erase_if(rows, [&](const ApartRow& row) {
    const PersonId other = other_of(person, row);
    return canonical(call, other) != other;
  });
  return rows;
}

ApartWish wish_for(Call& call, PersonId person, ApartReason reason) {
  ApartWish wish{.reason = reason, .asked_by = call.actor.person, .asked_at = call.now};
  if (!is_own(call, person)) return wish;
  wish.asked_by = person;
  if (!is_self(call, person)) wish.said_by = call.actor.person;
  return wish;
}

/// Asked twice is asked once, but for a graver reason, or in one's own words now. True when it
/// changes anything.
bool add(Call& call, std::vector<ApartWish>& wishes, const ApartWish& asked) {
  const auto before = std::ranges::find_if(
      wishes, [&](const ApartWish& wish) { return is_same(call, wish.asked_by, asked.asked_by); });
  if (before == wishes.end()) {
    wishes.push_back(asked);
    return true;
  }
  const bool graver = asked.reason == ApartReason::safety && before->reason != asked.reason;
  const bool in_own_words = before->said_by && !asked.said_by;
  if (graver) before->reason = asked.reason;
  if (in_own_words) before->said_by.reset();
  return graver || in_own_words;
}

/// Under every profile of the two: parted again, they do not find it in force.
void end_under_all_profiles(Call& call, const Parted& two) {
  const Profiles others = profiles_of(call, two.other);
  const auto is_other = [&](PersonId id) { return std::ranges::find(others, id) != others.end(); };
  for (ApartRow& row : load_apart_of(call.tx, call.region(), profiles_of(call, two.person.id))) {
    if (!is_other(row.a) && !is_other(row.b)) continue;
    auto wishes = wishes_of(row);
    const auto ended =
        std::erase_if(wishes, [&](const ApartWish& wish) { return may_tell(call, two, wish); });
    if (ended == 0) continue;
    set_wishes(row, std::move(wishes), call.now);
    call.tx.update(row);
  }
}

}  // namespace

std::vector<ApartView> own_wishes(Call& call, const PersonRow& person) {
  std::vector<ApartView> wishes;
  for (ApartRow& row : load_standing_pairs(call, person.id)) {
    const Parted two{person, other_of(person.id, row)};
    auto own = wishes_of(row);
    std::erase_if(own, [&](const ApartWish& wish) {
      return !is_same(call, wish.asked_by, person.id) || !may_tell(call, two, wish);
    });
    if (!own.empty()) wishes.push_back(view(call, two, own.front()));
  }
  return wishes;
}

Result<ApartList> list_apart(Call& call, const ListApart& query) {
  ASSIGN_OR_RETURN(const PersonRow person, see_person(call, query.person));
  note_shown(call, person.id, access::FieldClass::basic, "apart");
  ApartList list;
  for (const ApartRow& row : load_standing_pairs(call, person.id)) {
    const Parted two{person, other_of(person.id, row)};
    if (const auto wish = told(call, two, row)) list.items.push_back(view(call, two, *wish));
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
  const Parted two{person, other->id};
  const auto known = load_apart(call.tx, call.region(), person.id, other->id);
  ApartRow row = known.value_or(ApartRow{.region = call.region(),
                                         .a = std::min(person.id, other->id),
                                         .b = std::max(person.id, other->id)});
  auto wishes = known ? wishes_of(row) : std::vector<ApartWish>();
  const ApartWish asked = wish_for(call, person.id, cmd.reason);
  if (add(call, wishes, asked)) {
    set_wishes(row, std::move(wishes), call.now);
    call.tx.put(row);
    note(call, person, row, is_same(call, asked.asked_by, person.id));
  }
  // Who may not be told what stands already is answered what they asked now.
  return view(call, two, told(call, two, row).value_or(asked));
}

Result<Done> end_apart(Call& call, const EndApart& cmd) {
  ASSIGN_OR_RETURN(const PersonRow person,
                   access_to_ask(call, cmd.person, access::Right::people_write));
  const Parted two{person, canonical(call, cmd.other)};
  const auto row = load_apart(call.tx, call.region(), person.id, two.other);
  const auto known = row ? told(call, two, *row) : std::nullopt;
  if (!known) return apart_unknown;
  end_under_all_profiles(call, two);
  const auto left = load_apart(call.tx, call.region(), person.id, two.other);
  // What stays in force is of others: nobody is told of it.
  note(call, person, *left, left->ended_at && is_same(call, known->asked_by, person.id));
  return Done{};
}

}  // namespace lastmile::people
