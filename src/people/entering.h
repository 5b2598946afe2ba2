#pragma once
#include "call/call.h"
#include "people/resident.h"

/// How a profile comes to be, whoever enters it. The callers have checked who may.
namespace lastmile::people {

/// What is known of someone about to be entered.
struct NewPerson {
  Name name;
  Sex sex = Sex::unsaid;
  std::optional<Day> birth_day = {};
  std::optional<Phone> phone = {};
  std::optional<IdCard> id_number = {};
  std::optional<Line> address = {};
  std::optional<places::MapPoint> point = {};
  std::optional<places::HouseholdId> household = {};
  places::Site home = {};
  std::string language = "zh";
  std::vector<RecipientGroup> recipient_groups = {};
  EnteredHow how = EnteredHow::self;
  std::string consent = {};  // how it was given
};

Sex sex_on(const IdCard& card);
/// `birth_day_of_minor`: else a child would be of age by its own word.
Check may_change_birth_day(Call& call, const PersonRow& row, const std::optional<Day>& birth_day);
/// Which of the three a command brought: a refusal names one of them, never what stood before.
struct BirthSent {
  bool birth_day = false;
  bool sex = false;
  bool id_number = false;
};
template <class Command>
BirthSent birth_sent(const Command& cmd) {
  return {cmd.birth_day.has_value(), cmd.sex.has_value(), cmd.id_number.has_value()};
}
/// Birth date and sex against the ID number and the calendar: `birth_day_not_past`,
/// `id_number_differs`. What is not given follows from the number.
Check settle_birth(Call& call, NewPerson& who, const BirthSent& sent);
/// Writes the profile, its consent and its facts; with a mobile phone nobody signs in by, also the
/// account that later does.
PersonRow save_new_person(Call& call, const NewPerson& who);
/// The same under the id of an account that has no profile yet.
PersonRow save_new_person_as(Call& call, const NewPerson& who, PersonId id);
/// People who are surely or likely the same: equal ID number, or equal phone or address and a name
/// that sounds alike, in any profile of theirs.
std::vector<PersonRow> known_likes(Call& call, const NewPerson& who);
/// Those the actor sees who were born the same day and whose name sounds alike: a desk looks again,
/// for so many share a name that a file is not held up by it.
std::vector<PersonRow> seen_namesakes(Call& call, const NewPerson& who);

}  // namespace lastmile::people
