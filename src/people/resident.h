#pragma once
#include "base/page.h"
#include "people/person_store.h"

/// A person as the station and the person themself see them.
namespace lastmile::people {

using Code = Text<1, 40>;  // of a dictionary

/// One person. Staff see a minor's name and birth date, and everyone's phone and ID number, masked
/// until revealed with a reason.
struct PersonView {
  PersonId person;
  PersonState state = PersonState::active;
  std::string name;
  Sex sex = Sex::unsaid;
  std::optional<Day> birth_day;
  std::optional<std::string> phone;
  std::optional<std::string> id_number;  // never whole here
  std::optional<std::string> address;    // own only
  bool has_address = false;
  std::optional<places::MapPoint> point;  // own only
  std::optional<places::HouseholdId> household;
  places::SiteId home_site;
  std::string language;
  std::vector<RecipientGroup> recipient_groups;
  bool minor = false;
  bool volunteers = false;
  EnteredHow entered_how = EnteredHow::self;
  std::optional<PersonId> entered_by;
  Instant entered_at;
  std::vector<PersonId> merged;  // profiles that were found to be this person
};
BOOST_DESCRIBE_STRUCT(PersonView, (),
                      (person, state, name, sex, birth_day, phone, id_number, address, has_address,
                       point, household, home_site, language, recipient_groups, minor, volunteers,
                       entered_how, entered_by, entered_at, merged))

struct PersonLine {
  PersonId person;
  std::string name;
  Sex sex = Sex::unsaid;
  std::optional<Day> birth_day;
  std::optional<std::string> phone;  // masked
  places::SiteId home_site;
  std::vector<RecipientGroup> recipient_groups;
  bool minor = false;
};
BOOST_DESCRIBE_STRUCT(PersonLine, (),
                      (person, name, sex, birth_day, phone, home_site, recipient_groups, minor))

struct ListPeople {
  std::optional<Text<1, 60>> search;  // Chinese, pinyin or initials
  std::optional<Text<1, 120>> under;  // path of a site
  std::optional<RecipientGroup> group;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListPeople, (), (search, under, group, cursor, limit))

struct ShowPerson {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(ShowPerson, (), (person))
struct ShowMe {};
BOOST_DESCRIBE_STRUCT(ShowMe, (), ())

/// By phone or ID number, in the body, never in an address line. One of the two.
struct FindPerson {
  std::optional<Phone> phone;
  std::optional<IdCard> id_number;
};
BOOST_DESCRIBE_STRUCT(FindPerson, (), (phone, id_number))
struct PersonLines {
  std::vector<PersonLine> items;
};
BOOST_DESCRIBE_STRUCT(PersonLines, (), (items))

/// The station enters a resident it was told of. `anyway` enters them although someone like them is
/// known already; one with the same ID number is the same person.
struct EnterResident {
  Name name;
  std::optional<Sex> sex;
  std::optional<Day> birth_day;
  std::optional<Phone> phone;
  std::optional<IdCard> id_number;
  std::optional<Line> address;
  std::optional<places::MapPoint> point;
  std::optional<places::HouseholdId> household;
  places::SiteId home_site;
  std::optional<Code> language;
  std::vector<RecipientGroup> recipient_groups;
  EnteredHow how = EnteredHow::counter;
  Line consent;                           // how it was given: spoken at the counter…
  std::optional<Line> sensitive_consent;  // the separate one, for disability and hardship
  std::optional<bool> anyway;
};
BOOST_DESCRIBE_STRUCT(EnterResident, (),
                      (name, sex, birth_day, phone, id_number, address, point, household, home_site,
                       language, recipient_groups, how, consent, sensitive_consent, anyway))

/// Someone who has signed in for the first time says who they are. Without `phone` they are called
/// by the one they sign in by.
struct IntroduceMyself {
  Name name;
  std::optional<Sex> sex;
  std::optional<Day> birth_day;
  std::optional<Phone> phone;
  std::optional<Line> address;
  std::optional<places::MapPoint> point;
  places::SiteId home_site;
  std::optional<Code> language;
  std::int64_t wording_version = 0;  // of the consent `record` that was shown
};
BOOST_DESCRIBE_STRUCT(IntroduceMyself, (),
                      (name, sex, birth_day, phone, address, point, home_site, language,
                       wording_version))

/// What is given is changed; null clears; what is left out stays.
struct ChangePerson {
  PersonId person;
  std::optional<Name> name;
  std::optional<Sex> sex;
  std::optional<std::optional<Day>> birth_day;
  std::optional<std::optional<Phone>> phone;
  std::optional<std::optional<IdCard>> id_number;
  std::optional<std::optional<Line>> address;
  std::optional<std::optional<places::MapPoint>> point;
  std::optional<std::optional<places::HouseholdId>> household;
  std::optional<places::SiteId> home_site;
  std::optional<Code> language;
  std::optional<std::vector<RecipientGroup>> recipient_groups;
  std::optional<Line> sensitive_consent;
};
BOOST_DESCRIBE_STRUCT(ChangePerson, (),
                      (person, name, sex, birth_day, phone, id_number, address, point, household,
                       home_site, language, recipient_groups, sensitive_consent))

/// What staff may look at in full, with a reason: contact (name, phone, address), identity (the ID
/// number too), minor (a minor's name and birth date).
enum class RevealWhat { contact, identity, minor };
BOOST_DESCRIBE_ENUM(RevealWhat, contact, identity, minor)
struct RevealPerson {
  PersonId person;
  RevealWhat what;
  Text<4, 200> reason;
};
BOOST_DESCRIBE_STRUCT(RevealPerson, (), (person, what, reason))
struct RevealedView {
  PersonId person;
  std::string name;
  std::optional<Day> birth_day;
  std::optional<std::string> phone;
  std::optional<std::string> address;
  std::optional<std::string> id_number;
  std::int64_t left_today = 0;  // how many more of this kind today
};
BOOST_DESCRIBE_STRUCT(RevealedView, (),
                      (person, name, birth_day, phone, address, id_number, left_today))

}  // namespace lastmile::people
